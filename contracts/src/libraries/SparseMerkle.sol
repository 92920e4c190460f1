// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Roots of keccak trees of fixed depth
/// @notice An inner node is keccak256(left || right), an empty subtree of any depth 32 zero bytes.
/// A proof leaves out siblings that are empty: bit i of its bitmap says whether the sibling at
/// level i, counted from the leaf, is among the siblings.
library SparseMerkle {
    /// @notice Siblings of one leaf, from the leaf up.
    struct Proof {
        uint64 bitmap;
        bytes32[] siblings;
    }

    /// @notice The siblings are more or fewer than the bits, one is empty all the same, or a bit or
    /// the index lies outside of the tree.
    error ProofShape(uint64 bitmap, uint256 siblings, uint256 depth);

    /// @notice Root of the tree of this depth that has `leaf` at `index`, if the proof is true.
    function rootOf(bytes32 leaf, uint64 index, uint256 depth, Proof calldata proof)
        internal
        pure
        returns (bytes32 root)
    {
        uint256 bitmap = proof.bitmap;
        uint256 place = index;
        bytes32[] calldata siblings = proof.siblings;
        bool isWrong = bitmap >> depth != 0 || place >> depth != 0;
        uint256 level = leaf == 0 ? _lowestBit(bitmap, depth) : 0;
        assembly ("memory-safe") {
            root := leaf
            let next := siblings.offset
            place := shr(level, place)
            let bits := shr(level, bitmap)
            // Offset 0x00 is left and 0x20 right: a bit of the place says where the node goes.
            for {} or(bits, place) { level := add(level, 1) } {
                let side := shl(5, and(place, 1))
                let sibling := 0
                if and(bits, 1) {
                    sibling := calldataload(next)
                    next := add(next, 0x20)
                    isWrong := or(isWrong, iszero(sibling))
                }
                mstore(side, root)
                mstore(xor(side, 0x20), sibling)
                root := keccak256(0x00, 0x40)
                place := shr(1, place)
                bits := shr(1, bits)
            }
            // From here on the node is left, and nothing is right of it.
            mstore(0x20, 0)
            for {} lt(level, depth) { level := add(level, 1) } {
                mstore(0x00, root)
                root := keccak256(0x00, 0x40)
            }
            let end := add(siblings.offset, shl(5, siblings.length))
            isWrong := or(isWrong, iszero(eq(next, end)))
        }
        if (isWrong) revert ProofShape(proof.bitmap, siblings.length, depth);
    }

    /// @dev Level of the lowest sibling that is given: up to there an empty leaf stays an empty
    /// subtree.
    function _lowestBit(uint256 bitmap, uint256 depth) private pure returns (uint256 level) {
        while (level < depth && (bitmap >> level) & 1 == 0) {
            ++level;
        }
    }
}
