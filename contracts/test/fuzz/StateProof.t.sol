// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StateProof} from "../../src/libraries/StateProof.sol";
import {Proofs} from "../harness/Proofs.sol";
import {Outbox} from "../support/Outbox.sol";

contract StateProofTest is Outbox, Proofs {
    function testFuzz_requireValue_everyEntry_isProven(uint8 count, uint256 salt) public view {
        Entry[] memory state = _state(bound(count, 1, 12), salt);
        bytes32 root = stateRootOf(state, 0);
        for (uint256 i = 0; i < state.length; ++i) {
            StateProof.Proof memory proof = proveState(state, state[i].key);
            this.requireValue(root, state[i].key, state[i].value, proof);
        }
    }

    function testFuzz_requireValue_otherValue_reverts(uint8 count, uint256 salt) public {
        Entry[] memory state = _state(bound(count, 1, 12), salt);
        bytes32 root = stateRootOf(state, 0);
        StateProof.Proof memory proof = proveState(state, state[0].key);
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        this.requireValue(root, state[0].key, "another value", proof);
    }

    function testFuzz_requireAbsent_everyOtherKey_isProven(uint8 count, uint256 salt) public view {
        Entry[] memory state = _state(bound(count, 0, 12), salt);
        bytes32 root = stateRootOf(state, 0);
        for (uint256 i = 0; i < 4; ++i) {
            bytes memory key = abi.encode("absent", salt, i);
            this.requireAbsent(root, key, proveState(state, key));
        }
    }

    function testFuzz_requireAbsent_presentKey_reverts(uint8 count, uint256 salt) public {
        Entry[] memory state = _state(bound(count, 2, 12), salt);
        bytes32 root = stateRootOf(state, 0);
        StateProof.Proof memory proof = proveState(state, state[0].key);
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        this.requireAbsent(root, state[0].key, proof);
        bytes32 path = keccak256(state[0].key);
        proof.otherPath = path;
        proof.otherValueHash = keccak256(state[0].value);
        vm.expectRevert(abi.encodeWithSelector(StateProof.NotOnPath.selector, path, path));
        this.requireAbsent(root, state[0].key, proof);
    }

    /// @dev The leaf and siblings of one key, offered as proof that another is absent.
    function testFuzz_requireAbsent_leafOffThePath_reverts(uint8 count, uint256 salt) public {
        Entry[] memory state = _state(bound(count, 3, 12), salt);
        bytes32 root = stateRootOf(state, 0);
        StateProof.Proof memory proof = proveState(state, state[0].key);
        proof.otherPath = keccak256(state[0].key);
        proof.otherValueHash = keccak256(state[0].value);
        uint256 walked = proof.siblings.length;
        bytes32 path = keccak256(state[1].key);
        vm.assume(walked > 0 && uint256(path ^ proof.otherPath) >> (256 - walked) != 0);
        bytes memory refusal =
            abi.encodeWithSelector(StateProof.NotOnPath.selector, path, proof.otherPath);
        vm.expectRevert(refusal);
        this.requireAbsent(root, state[1].key, proof);
    }

    function test_requireValue_namingAnotherLeaf_reverts() public {
        Entry[] memory state = _state(1, 0);
        bytes32 root = stateRootOf(state, 0);
        StateProof.Proof memory proof;
        this.requireValue(root, state[0].key, state[0].value, proof);
        proof.otherPath = "another path";
        vm.expectPartialRevert(StateProof.NotOnPath.selector);
        this.requireValue(root, state[0].key, state[0].value, proof);
        proof.otherPath = 0;
        proof.otherValueHash = "another value";
        vm.expectPartialRevert(StateProof.NotOnPath.selector);
        this.requireValue(root, state[0].key, state[0].value, proof);
    }

    function test_requireValue_otherValue_tellsBothRoots() public {
        Entry[] memory state = _state(1, 7);
        StateProof.Proof memory proof = proveState(state, state[0].key);
        bytes32 root = stateRootOf(state, 0);
        bytes32 proven = keccak256(
            abi.encodePacked(uint8(0), keccak256(state[0].key), keccak256("another value"))
        );
        vm.expectRevert(abi.encodeWithSelector(StateProof.WrongStateProof.selector, root, proven));
        this.requireValue(root, state[0].key, "another value", proof);
    }

    /// @dev Siblings down to the last bit of a path, and not one beyond.
    function test_requireAbsent_leafAtTheLastBit() public {
        bytes memory key = "absent";
        bytes32 path = keccak256(key);
        StateProof.Proof memory proof;
        proof.siblings = new bytes32[](255);
        proof.otherPath = path ^ bytes32(uint256(1));
        proof.otherValueHash = keccak256("value");
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        this.requireAbsent(0, key, proof);
        proof.siblings = new bytes32[](256);
        vm.expectRevert(
            abi.encodeWithSelector(StateProof.NotOnPath.selector, path, proof.otherPath)
        );
        this.requireAbsent(0, key, proof);
    }

    function test_requireValue_asManySiblingsAsAPathHasBits() public {
        StateProof.Proof memory proof;
        proof.siblings = new bytes32[](256);
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        this.requireValue(0, "key", "value", proof);
    }

    function test_requireValue_tooManySiblings_reverts() public {
        StateProof.Proof memory proof;
        proof.siblings = new bytes32[](257);
        vm.expectRevert(abi.encodeWithSelector(StateProof.StateProofLength.selector, 257));
        this.requireValue(0, "key", "value", proof);
    }

    function _state(uint256 count, uint256 salt) private pure returns (Entry[] memory state) {
        state = new Entry[](count);
        for (uint256 i = 0; i < count; ++i) {
            state[i] = Entry(abi.encode("present", salt, i), abi.encode("value", i));
        }
    }
}
