// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenIntake} from "./TokenIntake.sol";
import {AssetKind} from "./libraries/AssetKind.sol";
import {InboxKind} from "./libraries/InboxKind.sol";

/// @notice What one deposit became; its slot is its name for ever.
struct Coin {
    /// @dev Who deposited it.
    address owner;
    uint8 kind;
    bool isExited;
    /// @dev Coin blocks that checkpoints covered at deposit; the deposit counts as transfer
    /// there.
    uint32 birth;
    uint32 exitCount;
    address token;
    uint256 value;
}

/// @title Coins, one for each deposit
/// @notice Numbers deposits and tells the sidechain of each.
abstract contract CoinDeposits is TokenIntake {
    error UnknownCoin(uint64 slot);
    error CoinIsExited(uint64 slot);

    event Deposited(uint64 indexed slot, address indexed owner);

    /// @notice Coins ever deposited; the slot of the newest.
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

    /// @notice Zeros for a slot without a coin.
    function coinAt(uint64 slot) external view returns (Coin memory) {
        return _coins[slot];
    }

    function _coinInside(uint64 slot) internal view returns (Coin storage coin) {
        coin = _coins[slot];
        if (coin.owner == address(0)) revert UnknownCoin(slot);
        if (coin.isExited) revert CoinIsExited(slot);
    }
}
