// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";
import {StateProof} from "../../src/libraries/StateProof.sol";

/// @notice The libraries that check proofs, with calldata as they demand it.
abstract contract Proofs {
    function rootOf(bytes32 leaf, uint64 index, uint256 depth, SparseMerkle.Proof calldata proof)
        external
        pure
        returns (bytes32)
    {
        return SparseMerkle.rootOf(leaf, index, depth, proof);
    }

    function requireValue(
        bytes32 root,
        bytes calldata key,
        bytes calldata value,
        StateProof.Proof calldata proof
    ) external pure {
        StateProof.requireValue(root, key, value, proof);
    }

    function requireAbsent(bytes32 root, bytes calldata key, StateProof.Proof calldata proof)
        external
        pure
    {
        StateProof.requireAbsent(root, key, proof);
    }
}
