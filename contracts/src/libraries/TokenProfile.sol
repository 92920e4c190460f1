// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {AssetKind} from "./AssetKind.sol";

/// @title What an unknown token says of itself
/// @notice Each question has a gas cap, of its answer only the beginning is read, and a token that
/// does not answer makes nothing revert.
library TokenProfile {
    uint256 private constant QUESTION_GAS = 50_000;
    uint256 private constant MAX_TEXT = 32;

    /// @notice ERC-721 iff ERC-165 says so; ERC-20 iff it does not and `decimals()` is a uint8;
    /// zero for neither.
    function kindOf(address token) internal view returns (uint8 kind, uint8 decimals) {
        if (ERC165Checker.supportsInterface(token, type(IERC721).interfaceId)) {
            return (AssetKind.ERC721, 0);
        }
        (uint256 length, bytes32[3] memory words) = _ask(token, IERC20Metadata.decimals.selector);
        if (length < 32 || uint256(words[0]) > type(uint8).max) return (0, 0);
        return (AssetKind.ERC20, uint8(uint256(words[0])));
    }

    /// @notice At most 32 bytes of `name()`; empty if there is no answer.
    function name(address token) internal view returns (bytes memory) {
        return _text(token, IERC20Metadata.name.selector);
    }

    /// @notice At most 32 bytes of `symbol()`; empty if there is no answer.
    function symbol(address token) internal view returns (bytes memory) {
        return _text(token, IERC20Metadata.symbol.selector);
    }

    /// @dev A string, or a bytes32 that ends at its first zero byte, as some old tokens answer.
    function _text(address token, bytes4 selector) private view returns (bytes memory text) {
        (uint256 length, bytes32[3] memory words) = _ask(token, selector);
        if (length == 32) return _prefix(words[0], _lengthUntilZero(words[0]));
        if (length < 96 || uint256(words[0]) != 32) return "";
        uint256 size = uint256(words[1]);
        return _prefix(words[2], size < MAX_TEXT ? size : MAX_TEXT);
    }

    function _lengthUntilZero(bytes32 word) private pure returns (uint256 length) {
        while (length < 32 && word[length] != 0) {
            ++length;
        }
    }

    function _prefix(bytes32 word, uint256 length) private pure returns (bytes memory text) {
        text = bytes.concat(word);
        assembly ("memory-safe") {
            mstore(text, length)
        }
    }

    /// @dev Length of the answer, and its first 96 bytes; length zero of a call that failed.
    function _ask(address token, bytes4 selector)
        private
        view
        returns (uint256 length, bytes32[3] memory words)
    {
        uint256 gasCap = QUESTION_GAS;
        assembly ("memory-safe") {
            mstore(0x00, selector)
            if staticcall(gasCap, token, 0x00, 0x04, words, 0x60) {
                length := returndatasize()
            }
        }
    }
}
