// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vault} from "../../src/Vault.sol";
import {Coins} from "./Coins.sol";

/// @notice One coin of alice's, and the exits that most tests of the exit game begin with.
abstract contract OneCoin is Coins {
    uint256 internal constant VALUE = 5 ether;
    uint64 internal slot;

    function setUp() public virtual {
        setUpCoins();
        slot = depositEther(alice, VALUE);
    }

    /// @notice Alice gave the coin to bob in coin block 1.
    function exitOfBob() internal returns (uint256) {
        include(slot, 0, alice, bob, 1);
        cover();
        return exitFirst(bob, slot, spendOf(slot, 0, alice, bob, 1));
    }

    /// @notice Alice, bob, carol, dave, in coin blocks 1, 3 and 5.
    function exitOfDave() internal returns (uint256) {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 3);
        include(slot, 3, carol, dave, 5);
        cover();
        return
            exitLater(
                dave, slot, spendOf(slot, 1, bob, carol, 3), spendOf(slot, 3, carol, dave, 5)
            );
    }

    /// @notice What a thief with every validator does: bob has the coin since 1, and at 3 stands a
    /// transfer that mallory signed without ever having it, spent to himself at 4.
    function exitOfThief() internal returns (uint256) {
        include(slot, 0, alice, bob, 1);
        include(slot, 0, mallory, mallory, 3);
        include(slot, 3, mallory, mallory, 4);
        cover();
        return exitLater(
            mallory,
            slot,
            spendOf(slot, 0, mallory, mallory, 3),
            spendOf(slot, 3, mallory, mallory, 4)
        );
    }

    function digestOf(uint64 parent, Person memory from, Person memory to)
        internal
        view
        returns (bytes32)
    {
        return vault.digestOf(transferOf(slot, parent, from, to));
    }
}
