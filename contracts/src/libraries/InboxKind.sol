// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What happens on Ethereum that the sidechain must learn
/// @notice Numbers and fields are part of the sidechain's rules and never change; contracts/README
/// has the table. The data of an event is abi.encode of its fields in this order.
library InboxKind {
    /// @notice (uint64 epoch): the committee of this epoch signs checkpoints from now on.
    uint8 internal constant BOUNDARY_ACCEPTED = 1;
    /// @notice (address token, uint8 kind, uint8 decimals, bytes name, bytes symbol): Gateway or
    /// Vault met this token for the first time; there is one event by each that did.
    uint8 internal constant TOKEN_SEEN = 2;
    /// @notice (uint8 kind, address token, address from, address to, uint256 value): a deposit into
    /// the Gateway by `from`, to be credited to `to`.
    uint8 internal constant GATEWAY_DEPOSITED = 3;
    /// @notice (uint64 slot, uint8 kind, address token, address owner, uint256 value,
    /// uint64 birth): a new coin of the Vault.
    uint8 internal constant VAULT_DEPOSITED = 4;
    /// @notice (uint64 slot, uint256 exitId): somebody wants to take the coin out.
    uint8 internal constant EXIT_STARTED = 5;
    /// @notice (uint64 slot, uint256 exitId): the exit was refuted, and the coin is still here.
    uint8 internal constant EXIT_ENDED = 6;
    /// @notice (uint64 slot, uint256 exitId): this exit was finalized. No event follows of others
    /// of the same coin that were open.
    uint8 internal constant COIN_EXITED = 7;
}
