// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../support/Test.sol";
import {GatewayCrowd} from "./GatewayCrowd.sol";

/// @notice What no order of calls breaks while the sidechain's books are honest.
contract GatewayInvariants is Test {
    GatewayCrowd private _crowd;

    function setUp() public {
        _crowd = new GatewayCrowd();
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_crowd), _crowd.moves());
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_crowd);
    }

    function invariant_everythingIsThereAndKept() public view {
        assertTrue(_crowd.isSolvent(), "ether, units and tokens");
        assertTrue(_crowd.isInboxComplete(), "chain of hashes over the logged events");
        assertTrue(_crowd.areCheckpointsKept(), "hashes, heights and epochs");
    }

    /// @dev Runs once at the end of each sequence.
    function afterInvariant() public {
        assertTrue(_crowd.leave(), "each got what was owed to him");
        assertEq(address(_crowd.gateway()).balance, 0, "all ether left");
        assertEq(_crowd.coins().balanceOf(address(_crowd.gateway())), 0, "all units left");
        assertEq(_crowd.things().balanceOf(address(_crowd.gateway())), 0, "all tokens left");
    }
}
