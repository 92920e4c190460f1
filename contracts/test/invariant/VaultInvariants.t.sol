// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../support/Test.sol";
import {VaultAdversary} from "./VaultAdversary.sol";

/// @notice What no order of calls breaks, when whoever calls holds every validator.
contract VaultInvariants is Test {
    VaultAdversary private _everybody;

    function setUp() public {
        _everybody = new VaultAdversary();
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_everybody), _everybody.moves());
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_everybody);
    }

    function invariant_nobodyLosesWhatIsHis() public view {
        assertEq(_everybody.thefts(), 0, "thefts");
        assertEq(_everybody.injustices(), 0, "bonds of the honest");
        assertEq(_everybody.believedLies(), 0, "lies about old coin blocks");
        assertTrue(_everybody.isSolvent(), "coins and bonds to the wei");
    }

    /// @dev Runs once at the end of each sequence.
    function afterInvariant() public {
        assertEq(_everybody.leave(), 0, "frozen coins and bonds");
        invariant_nobodyLosesWhatIsHis();
    }
}
