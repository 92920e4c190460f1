// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenIntake} from "./TokenIntake.sol";
import {AssetKind} from "./libraries/AssetKind.sol";
import {InboxKind} from "./libraries/InboxKind.sol";

/// @notice What one deposit became; its slot is its name for ever. It stays as it was deposited,
/// whoever owns the coin later, but for `isExited` and `exitCount`.
struct Coin {
    /// @dev Who deposited it.
    address owner;
    /// @dev One of AssetKind, which says what `token` and `value` mean.
    uint8 kind;
    /// @dev An exit of it was finalized: the asset left.
    bool isExited;
    /// @dev Newest coin block that a checkpoint covered at deposit. The deposit counts as the
    /// coin's transfer in that coin block.
    uint32 birth;
    /// @dev Exits ever started.
    uint32 exitCount;
    address token;
    uint256 value;
}

/// @title Coins, one for each deposit
/// @notice The part of the Vault that numbers deposits and tells the sidechain of each.
abstract contract CoinDeposits is TokenIntake {
    /// @notice No coin has this slot.
    error UnknownCoin(uint64 slot);
    /// @notice An exit of the coin was finalized: the asset left.
    error CoinIsExited(uint64 slot);

    /// @notice A coin was made; the inbox has what it is made of.
    event Deposited(uint64 indexed slot, address indexed owner);

    /// @notice Coins ever deposited, which is the slot of the newest; the first has slot 1.
    uint64 public slotCount;
    mapping(uint64 slot => Coin) internal _coins;

    /// @notice Makes a coin of the ether sent, owned by the sender.
    function depositEth() external payable nonReentrant returns (uint64 slot) {
        uint256 amount = _takeEth();
        return _mint(AssetKind.ETH, address(0), amount);
    }

    /// @notice Makes a coin of what arrives of `amount` units, owned by the sender.
    function depositErc20(address token, uint256 amount)
        external
        nonReentrant
        returns (uint64 slot)
    {
        uint256 received = _takeErc20(token, amount);
        return _mint(AssetKind.ERC20, token, received);
    }

    /// @notice Makes a coin of the token, owned by the sender.
    function depositErc721(address token, uint256 id) external nonReentrant returns (uint64 slot) {
        _takeErc721(token, id);
        return _mint(AssetKind.ERC721, token, id);
    }

    function _mint(uint8 kind, address token, uint256 value) private returns (uint64 slot) {
        slot = ++slotCount;
        uint64 birth = checkpoints.coinCount();
        Coin storage coin = _coins[slot];
        coin.owner = msg.sender;
        coin.kind = kind;
        coin.birth = uint32(birth);
        if (token != address(0)) coin.token = token;
        coin.value = value;
        emit Deposited(slot, msg.sender);
        checkpoints.append(
            InboxKind.VAULT_DEPOSITED, abi.encode(slot, kind, token, msg.sender, value, birth)
        );
    }

    /// @notice The coin with this slot; zeros if there is none.
    function coinAt(uint64 slot) external view returns (Coin memory) {
        return _coins[slot];
    }

    /// @dev The coin with this slot, whose asset is still here.
    function _coinInside(uint64 slot) internal view returns (Coin storage coin) {
        coin = _coins[slot];
        if (coin.owner == address(0)) revert UnknownCoin(slot);
        if (coin.isExited) revert CoinIsExited(slot);
    }
}
