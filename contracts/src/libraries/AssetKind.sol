// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Kinds of assets, as deposits, withdrawals and coins name them
/// @notice Part of the sidechain's rules, which never change.
library AssetKind {
    /// @notice The token is the zero address, the value an amount in wei.
    uint8 internal constant ETH = 0;
    /// @notice The value is an amount in the token's smallest unit.
    uint8 internal constant ERC20 = 1;
    /// @notice The value is a token id.
    uint8 internal constant ERC721 = 2;
}
