// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice Says by ERC-165 that it is an ERC-721, and is an ERC-20.
contract LyingErc165 is ERC20("Liar", "LIE") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x80ac58cd;
    }

    function ownerOf(uint256) external view returns (address) {
        return address(this);
    }
}

/// @notice An ERC-721 that has decimals, too: what it is taken for must not depend on the caller.
contract Erc721WithDecimals is ERC721("Both", "BOTH") {
    uint8 public constant decimals = 0;

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }
}

/// @notice An ERC-721 from before ERC-165 was asked for: neither kind by its own words.
contract OldErc721 {
    mapping(uint256 id => address) public ownerOf;

    function mint(address to, uint256 id) external {
        ownerOf[id] = to;
    }

    function balanceOf(address) external pure returns (uint256) {
        return 1;
    }

    function transferFrom(address, address to, uint256 id) external {
        ownerOf[id] = to;
    }
}

/// @notice Lets everybody believe the token was moved, and gives it back to its first owner.
contract Returning is ERC721("Back", "BACK") {
    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    function transferFrom(address from, address to, uint256 id) public override {
        super.transferFrom(from, to, id);
        _transfer(to, from, id);
    }
}
