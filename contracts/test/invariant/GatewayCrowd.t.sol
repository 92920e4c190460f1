// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gateway} from "../../src/Gateway.sol";
import {Test} from "../support/Test.sol";
import {GatewayCrowd} from "./GatewayCrowd.sol";
import {Play} from "./Play.sol";

/// @notice That the crowd does what it is there for.
contract GatewayCrowdTest is Test {
    function test_crowd_fixedSeeds_everythingHappens() public {
        bytes32[17] memory what = [
            bytes32("deposit of ether"),
            "deposit of units",
            "deposit of a token",
            "deposit of a token again",
            "deposit of a coin",
            "sealed",
            "claim",
            "claims",
            "escape",
            "escape of a token",
            "refund",
            "asked for more",
            "withdrawal",
            "stake",
            "checkpoint",
            "boundary",
            "nonsense"
        ];
        uint256[17] memory counts;
        for (uint256 seed = 1; seed <= 12; ++seed) {
            GatewayCrowd crowd = new GatewayCrowd();
            Play.run(address(crowd), crowd.moves(), seed, 200);
            assertTrue(crowd.isSolvent(), "solvent");
            assertTrue(crowd.isInboxComplete() && crowd.areCheckpointsKept(), "kept");
            for (uint256 i = 0; i < what.length; ++i) {
                counts[i] += crowd.counts(what[i]);
            }
            assertTrue(crowd.leave(), "just");
        }
        for (uint256 i = 0; i < what.length; ++i) {
            assertTrue(counts[i] > 0, string(abi.encodePacked(what[i])));
        }
    }
}
