// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a sidechain's state holds under one key
/// @notice State is a binary radix tree. The path of a key is its keccak256, most significant bit
/// first. A leaf is keccak256(0x00 || path || keccak256(value)), an inner node keccak256(0x01 ||
/// left || right); a subtree with one leaf is that leaf, an empty one 32 zero bytes.
library StateProof {
    /// @notice Hashes beside the path, from the root down. For an absent key the leaf with another
    /// path in which the walk ends, or two zeros where it ends in an empty subtree.
    struct Proof {
        bytes32[] siblings;
        bytes32 otherPath;
        bytes32 otherValueHash;
    }

    uint256 internal constant MAX_SIBLINGS = 256;

    /// @notice The proof leads to another root.
    error WrongStateProof(bytes32 expected, bytes32 proven);
    /// @notice More siblings than bits in a path.
    error StateProofLength(uint256 siblings);
    /// @notice The leaf that stands where the key would be is not on its path, or is the key's own;
    /// or one is named beside a key that is present.
    error NotOnPath(bytes32 path, bytes32 otherPath);

    /// @notice Reverts unless the state with this root holds `value` under `key`.
    function requireValue(bytes32 root, bytes memory key, bytes memory value, Proof calldata proof)
        internal
        pure
    {
        bytes32 path = keccak256(key);
        if (_namesOther(proof)) revert NotOnPath(path, proof.otherPath);
        _requireRoot(root, path, _leaf(path, keccak256(value)), proof.siblings);
    }

    /// @notice Reverts unless the state with this root holds nothing under `key`.
    function requireAbsent(bytes32 root, bytes memory key, Proof calldata proof) internal pure {
        bytes32 path = keccak256(key);
        bytes32 leaf;
        if (_namesOther(proof)) {
            // Without this, any leaf of the state would prove the absence of any key.
            uint256 apart = uint256(path ^ proof.otherPath);
            uint256 walked = proof.siblings.length;
            bool isOther =
                apart != 0 && (walked == 0 || walked < 256 && apart >> (256 - walked) == 0);
            if (!isOther) revert NotOnPath(path, proof.otherPath);
            leaf = _leaf(proof.otherPath, proof.otherValueHash);
        }
        _requireRoot(root, path, leaf, proof.siblings);
    }

    function _requireRoot(bytes32 root, bytes32 path, bytes32 leaf, bytes32[] calldata siblings)
        private
        pure
    {
        if (siblings.length > MAX_SIBLINGS) revert StateProofLength(siblings.length);
        bytes32 node = leaf;
        for (uint256 depth = siblings.length; depth > 0; --depth) {
            bytes32 sibling = siblings[depth - 1];
            bool isRight = uint256(path) >> (256 - depth) & 1 == 1;
            node = isRight ? _inner(sibling, node) : _inner(node, sibling);
        }
        if (node != root) revert WrongStateProof(root, node);
    }

    function _namesOther(Proof calldata proof) private pure returns (bool) {
        return proof.otherPath != 0 || proof.otherValueHash != 0;
    }

    function _leaf(bytes32 path, bytes32 valueHash) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(0), path, valueHash));
    }

    function _inner(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(1), left, right));
    }
}
