// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinTransfer} from "../../src/CoinTransfers.sol";

/// @notice What an honest owner knows of his coin, and who is meant to get it.
struct CoinLife {
    uint64 slot;
    uint64 birth;
    /// @dev The honest person who has it; zero if it is nobody's or a cheat's.
    address keeper;
    /// @dev Keeper before, whose exit may have been under way when his gift was included.
    address giver;
    /// @dev Coin blocks of the transfers that led to the keeper.
    uint64[] history;
    /// @dev Whether nothing else of the slot came since, and no block was withheld.
    bool isClean;
    /// @dev What the keeper signed away and waits for.
    bool isGiven;
    CoinTransfer given;
    /// @dev Newest coin block that was looked at.
    uint64 followed;
}

library CoinLives {
    /// @notice Coin block of the transfer that gave the coin to its keeper; birth for a deposit.
    function last(CoinLife storage life) internal view returns (uint64) {
        uint256 count = life.history.length;
        return count == 0 ? life.birth : life.history[count - 1];
    }
}
