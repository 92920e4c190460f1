// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";

/// @notice Small keccak trees of fixed depth: a second implementation, top down, beside the one
/// that climbs a proof.
library Tree {
    struct Leaves {
        uint64[] indexes;
        bytes32[] values;
    }

    /// @notice The tree with one more leaf, or another value for one it has.
    function with_(Leaves memory leaves, uint64 index, bytes32 value)
        internal
        pure
        returns (Leaves memory more)
    {
        uint256 count = leaves.indexes.length;
        for (uint256 i = 0; i < count; ++i) {
            if (leaves.indexes[i] != index) continue;
            leaves.values[i] = value;
            return leaves;
        }
        more = Leaves(new uint64[](count + 1), new bytes32[](count + 1));
        for (uint256 i = 0; i < count; ++i) {
            more.indexes[i] = leaves.indexes[i];
            more.values[i] = leaves.values[i];
        }
        more.indexes[count] = index;
        more.values[count] = value;
    }

    function root(Leaves memory leaves, uint256 depth) internal pure returns (bytes32) {
        return subtree(leaves, depth, 0);
    }

    function prove(Leaves memory leaves, uint256 depth, uint64 index)
        internal
        pure
        returns (SparseMerkle.Proof memory proof)
    {
        bytes32[] memory found = new bytes32[](depth);
        uint256 used;
        for (uint256 level = 0; level < depth; ++level) {
            uint64 beside = (index >> uint64(level)) ^ 1;
            if (!hasLeafBelow(leaves, level, beside)) continue;
            found[used++] = subtree(leaves, level, beside);
            proof.bitmap |= uint64(1) << uint64(level);
        }
        proof.siblings = new bytes32[](used);
        for (uint256 i = 0; i < used; ++i) {
            proof.siblings[i] = found[i];
        }
    }

    /// @dev Node `place` at `level`, counted from the leaves.
    function subtree(Leaves memory leaves, uint256 level, uint64 place)
        private
        pure
        returns (bytes32)
    {
        if (!hasLeafBelow(leaves, level, place)) return 0;
        if (level == 0) return leaves.values[find(leaves, place)];
        bytes32 left = subtree(leaves, level - 1, place << 1);
        bytes32 right = subtree(leaves, level - 1, place << 1 | 1);
        return pair(left, right);
    }

    function hasLeafBelow(Leaves memory leaves, uint256 level, uint64 place)
        private
        pure
        returns (bool)
    {
        for (uint256 i = 0; i < leaves.indexes.length; ++i) {
            bool isBelow = level == 64 || leaves.indexes[i] >> uint64(level) == place;
            if (isBelow && leaves.values[i] != 0) return true;
        }
        return false;
    }

    function find(Leaves memory leaves, uint64 index) private pure returns (uint256 i) {
        while (leaves.indexes[i] != index) {
            ++i;
        }
    }

    /// @dev Takes no memory: a tree of a test has thousands of nodes.
    function pair(bytes32 left, bytes32 right) internal pure returns (bytes32 node) {
        if (left == 0 && right == 0) return 0;
        assembly ("memory-safe") {
            mstore(0x00, left)
            mstore(0x20, right)
            node := keccak256(0x00, 0x40)
        }
    }
}
