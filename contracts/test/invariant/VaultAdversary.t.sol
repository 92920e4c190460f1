// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../support/Test.sol";
import {Play} from "./Play.sol";
import {VaultAdversary} from "./VaultAdversary.sol";

/// @notice That the adversary does what it is there for.
contract VaultAdversaryTest is Test {
    function test_adversary_fixedSeeds_everythingHappens() public {
        bytes32[26] memory what = [
            bytes32("deposit"),
            "give",
            "gift",
            "gift never included",
            "secured",
            "withheld",
            "leaf included twice",
            "exit of a cheat",
            "exit of an owner",
            "challenge after",
            "challenge between",
            "challenge before",
            "challenge of birth",
            "exit moved",
            "walk",
            "failed",
            "left to the honest",
            "left to a cheat",
            "bond taken",
            "bond of a void exit taken",
            "challenge bond taken",
            "lie",
            "lie used",
            "published",
            "exit of a scheme",
            "sale"
        ];
        uint256[26] memory counts;
        for (uint256 seed = 1; seed <= 10; ++seed) {
            VaultAdversary everybody = new VaultAdversary();
            Play.run(address(everybody), everybody.moves(), seed, 200);
            assertTrue(everybody.isSolvent(), "solvent");
            assertEq(everybody.leave(), 0, "frozen");
            assertEq(everybody.thefts() + everybody.injustices(), 0, "thefts");
            for (uint256 i = 0; i < what.length; ++i) {
                counts[i] += everybody.counts(what[i]);
            }
            assertEq(everybody.believedLies(), 0, "lies");
        }
        for (uint256 i = 0; i < what.length; ++i) {
            assertTrue(counts[i] > 0, string(abi.encodePacked(what[i])));
        }
    }
}
