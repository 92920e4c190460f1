// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {
    ReentrancyGuardTransient
} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {AssetKind} from "./libraries/AssetKind.sol";
import {InboxKind} from "./libraries/InboxKind.sol";
import {TokenProfile} from "./libraries/TokenProfile.sol";

/// @title Taking assets in and paying them out, whatever their contracts do
/// @notice What counts is what arrived, not what was asked for. A token is of one kind for ever,
/// the one found at its first use: `transferFrom` has one selector for ERC-20 and ERC-721, so a
/// token id could otherwise be taken for an amount. Whatever moves or counts assets is under one
/// lock for the whole contract, since a token that calls back in the middle would be measured
/// twice. Three functions have none of their own: `multicall` (the calls in it take the lock one by
/// one, and carry no ether), `Gateway.submit` (moves nothing), and `Gateway.claimOne` (only
/// `claimMany` calls it, under its lock).
abstract contract TokenIntake is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice The token answers neither as ERC-20 nor as ERC-721.
    error UnknownToken(address token);
    /// @notice Not to be handled so: `kind` is what the token is, or, where something is paid, what
    /// was asked for and is none.
    error WrongKind(address token, uint8 kind);
    /// @notice Nothing arrived, or nothing was sent.
    error NothingReceived(address token);
    /// @notice More than 2^128 units of one token.
    error TooMuchLocked(address token);
    /// @notice The token id is here already.
    error AlreadyLocked(address token, uint256 id);
    /// @notice The token says that `owner` has the id after it was transferred here.
    error NotReceived(address token, uint256 id, address owner);
    /// @notice The token id is not here.
    error NotLocked(address token, uint256 id);
    /// @notice More is to be paid than is here.
    error MoreThanLocked(address token, uint256 locked, uint256 amount);
    /// @notice The receiver refused the ether.
    error PaymentRefused(address to, uint256 amount);

    uint256 private constant MAX_LOCKED = 2 ** 128;

    /// @notice Where what happens here is told to the sidechain.
    ICheckpoints public immutable checkpoints;

    /// @notice What was taken in of an ERC-20 and not paid out, in its smallest unit. Ether needs
    /// no such count: its balance is no other contract's word.
    mapping(address token => uint256) public locked;
    /// @notice Which token ids were taken in and not paid out.
    mapping(address token => mapping(uint256 id => bool)) public lockedId;
    /// @notice Kind of each token that was ever taken in; zero for the others.
    mapping(address token => uint8) public kindOf;

    constructor(ICheckpoints checkpoints_) {
        checkpoints = checkpoints_;
    }

    function _takeEth() internal returns (uint256 amount) {
        amount = msg.value;
        if (amount == 0) revert NothingReceived(address(0));
    }

    /// @return received What arrived, which a token with a fee makes less than `amount`.
    function _takeErc20(address token, uint256 amount) internal returns (uint256 received) {
        _requireKind(token, AssetKind.ERC20);
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 balance = IERC20(token).balanceOf(address(this));
        if (balance <= before) revert NothingReceived(token);
        received = balance - before;
        uint256 sum = locked[token];
        if (received > MAX_LOCKED || sum + received > MAX_LOCKED) revert TooMuchLocked(token);
        locked[token] = sum + received;
    }

    function _takeErc721(address token, uint256 id) internal {
        _requireKind(token, AssetKind.ERC721);
        if (lockedId[token][id]) revert AlreadyLocked(token, id);
        lockedId[token][id] = true;
        IERC721(token).transferFrom(msg.sender, address(this), id);
        address owner = IERC721(token).ownerOf(id);
        if (owner != address(this)) revert NotReceived(token, id, owner);
    }

    /// @dev An ERC-721 leaves by `transferFrom`: a receiver has no say that could keep it here.
    function _pay(uint8 kind, address token, address to, uint256 value) internal {
        if (kind == AssetKind.ERC721) {
            if (!lockedId[token][value]) revert NotLocked(token, value);
            delete lockedId[token][value];
            IERC721(token).transferFrom(address(this), to, value);
            return;
        }
        if (kind == AssetKind.ETH) {
            if (token != address(0)) revert WrongKind(token, kind);
            return _send(to, value);
        }
        if (kind != AssetKind.ERC20) revert WrongKind(token, kind);
        uint256 sum = locked[token];
        if (sum < value) revert MoreThanLocked(token, sum, value);
        locked[token] = sum - value;
        IERC20(token).safeTransfer(to, value);
    }

    /// @dev Returned data is not copied: it could be long.
    function _send(address to, uint256 amount) internal {
        if (!LowLevelCall.callNoReturn(to, amount, "")) revert PaymentRefused(to, amount);
    }

    /// @dev Finds the kind of a token that is used for the first time, and tells the sidechain.
    function _requireKind(address token, uint8 expected) private {
        uint8 kind = kindOf[token];
        if (kind == 0) {
            uint8 decimals;
            (kind, decimals) = TokenProfile.kindOf(token);
            if (kind == 0) revert UnknownToken(token);
            kindOf[token] = kind;
            bytes memory name = TokenProfile.name(token);
            bytes memory symbol = TokenProfile.symbol(token);
            checkpoints.append(
                InboxKind.TOKEN_SEEN, abi.encode(token, kind, decimals, name, symbol)
            );
        }
        if (kind != expected) revert WrongKind(token, kind);
    }
}
