// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice Base of all tests: cheat codes and a few assertions.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    bool public constant IS_TEST = true;

    /// @notice Functions of one contract, as forge asks for them in stateful tests.
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    error NotEqual(bytes32 actual, bytes32 expected, string what);
    error NotTrue(string what);

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(bytes32(actual), bytes32(expected), what);
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        assertEq(uint256(uint160(actual)), uint256(uint160(expected)), what);
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(actual, expected, what);
    }

    function assertEq(bytes memory actual, bytes memory expected, string memory what)
        internal
        pure
    {
        assertEq(keccak256(actual), keccak256(expected), what);
    }

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert NotTrue(what);
    }

    /// @notice A value between the two, both possible.
    function bound(uint256 value, uint256 least, uint256 most) internal pure returns (uint256) {
        uint256 range = most - least + 1;
        return range == 0 ? value : least + value % range;
    }
}
