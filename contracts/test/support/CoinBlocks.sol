// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Inclusion} from "../../src/CoinTransfers.sol";
import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";
import {Sidechain} from "./Sidechain.sol";
import {Tree} from "./Tree.sol";

/// @notice Coin blocks as validators make them, whatever is in them, and the proofs of their
/// leaves.
/// @dev Each block's proof is kept from the checkpoint that covers it first: no other one counts.
abstract contract CoinBlocks is Sidechain {
    struct Cover {
        bytes header;
        uint64 upTo;
    }

    Tree.Leaves[] private _blocks;
    bytes32[] private _roots;
    SparseMerkle.Proof[] private _blockProofs;
    Cover[] private _covers;
    bytes private _anySignature;

    /// @notice Whoever holds all validators has a signature of whatever he likes: it need not be
    /// computed each time. Pairings hold from now on.
    function holdAllValidators() internal {
        _anySignature = abi.encodePacked(new bytes(255), uint8(1));
        bytes memory point = new bytes(256);
        vm.mockCall(address(0x0d), "", point);
        vm.mockCall(address(0x11), "", point);
        vm.mockCall(address(0x0f), "", abi.encode(true));
    }

    function blockCount() internal view returns (uint64) {
        return uint64(_roots.length);
    }

    function coveredCount() internal view returns (uint64) {
        return uint64(_blockProofs.length);
    }

    function addBlock(Tree.Leaves memory leaves) internal {
        _blocks.push(leaves);
        _roots.push(Tree.root(leaves, 64));
    }

    /// @notice Posts a checkpoint that covers all blocks so far.
    function coverBlocks() internal {
        _cover(_roots);
    }

    /// @notice As `coverBlocks`, but the checkpoint's tree has another block in place of an old
    /// one, which holds nothing but `leaf`.
    /// @return proof That this leaf is in the tree of the new checkpoint.
    function coverBlocksLying(uint64 slot, uint64 coinBlock, bytes32 leaf)
        internal
        returns (Inclusion memory proof)
    {
        bytes32[] memory roots = _roots;
        Tree.Leaves memory only;
        roots[coinBlock - 1] = Tree.root(Tree.with_(only, slot, leaf), 64);
        bytes32[][] memory levels = _cover(roots);
        proof.coinBlock = coinBlock;
        proof.blockProof = _proofIn(levels, coinBlock - 1);
        proof.header = _covers[_covers.length - 1].header;
        proof.checkpoint = _covers.length - 1;
    }

    function _cover(bytes32[] memory roots) private returns (bytes32[][] memory levels) {
        levels = _levels(roots);
        for (uint256 i = _blockProofs.length; i < roots.length; ++i) {
            _blockProofs.push(_proofIn(levels, i));
        }
        Fields memory fields = nextFields();
        fields.coinCount = uint64(roots.length);
        fields.coinRoot = levels[32].length == 0 ? bytes32(0) : levels[32][0];
        bytes memory header = encode(fields);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, 2 ** MEMBERS - 1, _anySignature);
        _covers.push(Cover(header, uint64(roots.length)));
    }

    function includedAt(uint64 slot, uint64 coinBlock)
        internal
        view
        returns (Inclusion memory inclusion)
    {
        uint256 checkpoint;
        while (_covers[checkpoint].upTo < coinBlock) {
            ++checkpoint;
        }
        inclusion.coinBlock = coinBlock;
        inclusion.slotProof = Tree.prove(_blocks[coinBlock - 1], 64, slot);
        inclusion.blockProof = _blockProofs[coinBlock - 1];
        inclusion.header = _covers[checkpoint].header;
        inclusion.checkpoint = checkpoint;
    }

    /// @dev Nodes of a tree of depth 32 from the leaves up, without those that cover no leaf.
    function _levels(bytes32[] memory leaves) private pure returns (bytes32[][] memory levels) {
        levels = new bytes32[][](33);
        levels[0] = leaves;
        for (uint256 level = 0; level < 32; ++level) {
            bytes32[] memory below = levels[level];
            bytes32[] memory above = new bytes32[]((below.length + 1) / 2);
            for (uint256 i = 0; i < above.length; ++i) {
                bool hasRight = 2 * i + 1 < below.length;
                bytes32 right = hasRight ? below[2 * i + 1] : bytes32(0);
                above[i] = Tree.pair(below[2 * i], right);
            }
            levels[level + 1] = above;
        }
    }

    function _proofIn(bytes32[][] memory levels, uint256 index)
        private
        pure
        returns (SparseMerkle.Proof memory proof)
    {
        uint256 used;
        bytes32[] memory found = new bytes32[](32);
        for (uint256 level = 0; level < 32; ++level) {
            uint256 beside = (index >> level) ^ 1;
            if (beside >= levels[level].length || levels[level][beside] == 0) continue;
            found[used++] = levels[level][beside];
            proof.bitmap |= uint64(1) << uint64(level);
        }
        assembly ("memory-safe") {
            mstore(found, used)
        }
        proof.siblings = found;
    }
}
