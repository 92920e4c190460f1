// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";
import {Proofs} from "../harness/Proofs.sol";
import {Test} from "../support/Test.sol";
import {Tree} from "../support/Tree.sol";

contract SparseMerkleTest is Test, Proofs {
    function test_rootOf_noLevels_isTheLeaf() public view {
        SparseMerkle.Proof memory none;
        assertEq(this.rootOf("leaf", 0, 0, none), "leaf", "itself");
    }

    function testFuzz_rootOf_provenLeaf_isTheRoot(uint64[6] memory indexes, bool isDeep)
        public
        view
    {
        uint256 depth = isDeep ? 64 : 32;
        Tree.Leaves memory leaves;
        for (uint256 i = 0; i < indexes.length; ++i) {
            if (!isDeep) indexes[i] &= type(uint32).max;
            leaves = Tree.with_(leaves, indexes[i], keccak256(abi.encode(i)));
        }
        bytes32 root = Tree.root(leaves, depth);
        for (uint256 i = 0; i < leaves.indexes.length; ++i) {
            uint64 index = leaves.indexes[i];
            SparseMerkle.Proof memory proof = Tree.prove(leaves, depth, index);
            assertEq(this.rootOf(leaves.values[i], index, depth, proof), root, "present");
            assertTrue(this.rootOf("other", index, depth, proof) != root, "another leaf");
        }
    }

    function test_rootOf_emptyTree_isZero() public view {
        SparseMerkle.Proof memory none;
        assertEq(this.rootOf(0, 5, 32, none), 0, "outbox and coin blocks");
        assertEq(this.rootOf(0, 5, 64, none), 0, "slots");
    }

    function testFuzz_rootOf_absentLeaf_isTheRoot(uint64[4] memory indexes, uint64 absent)
        public
        view
    {
        Tree.Leaves memory leaves;
        for (uint256 i = 0; i < indexes.length; ++i) {
            vm.assume(indexes[i] != absent);
            leaves = Tree.with_(leaves, indexes[i], keccak256(abi.encode(i)));
        }
        SparseMerkle.Proof memory proof = Tree.prove(leaves, 64, absent);
        assertEq(this.rootOf(0, absent, 64, proof), Tree.root(leaves, 64), "absent");
    }

    function testFuzz_rootOf_emptySibling_reverts(uint8 level) public {
        SparseMerkle.Proof memory proof =
            SparseMerkle.Proof(uint64(1) << (level % 64), new bytes32[](1));
        vm.expectRevert(
            abi.encodeWithSelector(SparseMerkle.ProofShape.selector, proof.bitmap, 1, 64)
        );
        this.rootOf("leaf", 0, 64, proof);
    }

    function testFuzz_rootOf_otherShape_reverts(uint64 bitmap, uint8 count, uint64 index) public {
        index &= type(uint32).max;
        uint256 bits;
        for (uint64 rest = bitmap; rest != 0; rest &= rest - 1) {
            ++bits;
        }
        vm.assume(count != bits || bitmap >> 32 != 0);
        SparseMerkle.Proof memory proof = SparseMerkle.Proof(bitmap, new bytes32[](count));
        vm.expectRevert(
            abi.encodeWithSelector(SparseMerkle.ProofShape.selector, bitmap, uint256(count), 32)
        );
        this.rootOf(0, index, 32, proof);
    }

    function testFuzz_rootOf_indexOutsideTheTree_reverts(uint64 index) public {
        vm.assume(index >> 32 != 0);
        SparseMerkle.Proof memory none;
        vm.expectRevert(abi.encodeWithSelector(SparseMerkle.ProofShape.selector, 0, 0, 32));
        this.rootOf(0, index, 32, none);
    }
}
