// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gateway} from "../../src/Gateway.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {StateProof} from "../../src/libraries/StateProof.sol";
import {Sidechain} from "./Sidechain.sol";
import {Tree} from "./Tree.sol";

/// @notice An outbox that holds whatever withdrawals a test wants, and a state with a few entries.
abstract contract Outbox is Sidechain {
    Tree.Leaves private _leaves;
    bytes internal header;
    uint256 internal checkpoint;

    /// @notice A withdrawal at the outbox's end, proven once `postOutbox` was called.
    function owe(uint8 kind, address token, address to, uint256 value)
        internal
        returns (Gateway.Withdrawal memory withdrawal)
    {
        uint64 index = uint64(_leaves.indexes.length);
        withdrawal = Gateway.Withdrawal(index, kind, token, to, value);
        _leaves = Tree.with_(_leaves, index, keccak256(abi.encode(withdrawal)));
    }

    function oweEther(address to, uint256 value) internal returns (Gateway.Withdrawal memory) {
        return owe(AssetKind.ETH, address(0), to, value);
    }

    function postOutbox() internal {
        Fields memory fields = nextFields();
        fields.outboxRoot = outboxRoot();
        checkpoint = checkpoints.checkpointCount();
        header = post(fields);
    }

    function outboxRoot() internal view returns (bytes32) {
        return Tree.root(_leaves, 32);
    }

    function claimOf(Gateway.Withdrawal memory withdrawal)
        internal
        view
        returns (Gateway.Claim memory)
    {
        return Gateway.Claim(withdrawal, Tree.prove(_leaves, 32, withdrawal.index));
    }

    function claim(Gateway.Withdrawal memory withdrawal) internal {
        Gateway.Claim memory proven = claimOf(withdrawal);
        gateway.claim(proven.withdrawal, proven.proof, header, checkpoint);
    }

    // ------------------------------------------------------------------------------------ state

    struct Entry {
        bytes key;
        bytes value;
    }

    function postState(Entry[] memory entries) internal {
        Fields memory fields = nextFields();
        fields.stateRoot = stateRootOf(entries, 0);
        checkpoint = checkpoints.checkpointCount();
        header = post(fields);
    }

    /// @notice Root of the subtree of these entries, which share their first `depth` bits.
    function stateRootOf(Entry[] memory entries, uint256 depth) internal pure returns (bytes32) {
        if (entries.length == 0) return 0;
        if (entries.length == 1) return _leafOf(entries[0]);
        bytes32 left = stateRootOf(_side(entries, depth, 0), depth + 1);
        bytes32 right = stateRootOf(_side(entries, depth, 1), depth + 1);
        return keccak256(abi.encodePacked(uint8(1), left, right));
    }

    /// @notice Proof about `key`, present or not.
    function proveState(Entry[] memory entries, bytes memory key)
        internal
        pure
        returns (StateProof.Proof memory proof)
    {
        bytes32[] memory siblings = new bytes32[](256);
        uint256 depth;
        while (entries.length > 1) {
            uint256 bit = _bitOf(key, depth);
            siblings[depth] = stateRootOf(_side(entries, depth, 1 - bit), depth + 1);
            entries = _side(entries, depth, bit);
            ++depth;
        }
        proof.siblings = new bytes32[](depth);
        for (uint256 i = 0; i < depth; ++i) {
            proof.siblings[i] = siblings[i];
        }
        if (entries.length == 0 || keccak256(entries[0].key) == keccak256(key)) return proof;
        proof.otherPath = keccak256(entries[0].key);
        proof.otherValueHash = keccak256(entries[0].value);
    }

    function balanceKey(address asset, address account) internal pure returns (bytes memory) {
        return bytes.concat("bank", hex"0001", bytes20(asset), bytes20(account));
    }

    function ownerKey(address token, uint256 id) internal pure returns (bytes memory) {
        return bytes.concat("bank", hex"0002", bytes20(token), bytes32(id));
    }

    function stakeKey(address account) internal pure returns (bytes memory) {
        return bytes.concat("staking", hex"0001", bytes20(account));
    }

    function _leafOf(Entry memory entry) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(0), keccak256(entry.key), keccak256(entry.value)));
    }

    function _side(Entry[] memory entries, uint256 depth, uint256 bit)
        private
        pure
        returns (Entry[] memory side)
    {
        uint256 count;
        side = new Entry[](entries.length);
        for (uint256 i = 0; i < entries.length; ++i) {
            if (_bitOf(entries[i].key, depth) == bit) side[count++] = entries[i];
        }
        assembly ("memory-safe") {
            mstore(side, count)
        }
    }

    function _bitOf(bytes memory key, uint256 depth) private pure returns (uint256) {
        return uint256(keccak256(key)) >> (255 - depth) & 1;
    }
}
