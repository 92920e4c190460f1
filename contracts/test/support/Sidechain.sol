// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {Vault} from "../../src/Vault.sol";
import {BlsSigner} from "./BlsSigner.sol";
import {Test} from "./Test.sol";

/// @notice A sidechain without blocks: a committee that signs whatever header it is given, and the
/// contracts that listen to it.
abstract contract Sidechain is Test {
    /// @notice What contracts read of a header.
    struct Fields {
        bytes32 genesisHash;
        uint64 epoch;
        uint64 view_;
        uint64 height;
        bytes32 stateRoot;
        bytes32 outboxRoot;
        bytes32 coinRoot;
        uint64 coinCount;
        uint64 inboxCount;
        bytes32 inboxHash;
        bytes32 nextCommitteeHash;
    }

    bytes32 internal constant GENESIS = keccak256("genesis");
    bytes32 internal constant IDENTITIES = keccak256("identities");
    uint64 internal constant SILENCE = 30 days;
    uint64 internal constant GRACE = 7 days;
    uint40 internal constant WINDOW = 7 days;
    uint256 internal constant EXIT_BOND = 0.1 ether;
    uint256 internal constant CHALLENGE_BOND = 0.1 ether;
    uint256 internal constant MEMBERS = 4;

    Checkpoints internal checkpoints;
    Gateway public gateway;
    Vault internal vault;
    bytes internal keys;

    function deployAll() internal {
        vm.warp(1_800_000_000);
        keys = keysOf(0, MEMBERS);
        bytes32 committeeHash = hashOf(keys);
        uint64 nonce = vm.getNonce(address(this));
        address gatewayAt = vm.computeCreateAddress(address(this), nonce + 1);
        address vaultAt = vm.computeCreateAddress(address(this), nonce + 2);
        checkpoints = new Checkpoints(GENESIS, committeeHash, gatewayAt, vaultAt, SILENCE, GRACE);
        gateway = new Gateway(checkpoints);
        vault = new Vault(checkpoints, WINDOW, EXIT_BOND, CHALLENGE_BOND);
    }

    /// @notice A header that would be accepted next, with empty trees.
    function nextFields() internal view returns (Fields memory fields) {
        uint64 applied = checkpoints.inboxCount();
        fields = Fields({
            genesisHash: GENESIS,
            epoch: checkpoints.epoch(),
            view_: checkpoints.height() + 1,
            height: checkpoints.height() + 1,
            stateRoot: 0,
            outboxRoot: 0,
            coinRoot: 0,
            coinCount: checkpoints.coinCount(),
            inboxCount: applied,
            inboxHash: checkpoints.inbox(applied),
            nextCommitteeHash: 0
        });
    }

    function encode(Fields memory fields) internal pure returns (bytes memory) {
        bytes memory front = abi.encodePacked(
            uint16(1),
            fields.genesisHash,
            fields.epoch,
            fields.view_,
            fields.height,
            keccak256("parent"),
            uint64(1_800_000_000_000),
            address(0xbeef),
            keccak256("body")
        );
        bytes memory back = abi.encodePacked(
            fields.stateRoot,
            fields.outboxRoot,
            fields.coinRoot,
            fields.coinCount,
            fields.inboxCount,
            fields.inboxHash,
            keccak256("mix"),
            fields.nextCommitteeHash
        );
        return bytes.concat(front, back);
    }

    /// @notice Signs by all members and submits.
    function post(Fields memory fields) internal returns (bytes memory header) {
        header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, type(uint256).max, header, fields.view_);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, 2 ** MEMBERS - 1, signature);
    }

    /// @notice Ends the epoch; the next one has the committee of `generation`.
    function handOverTo(uint256 generation, uint256 members) internal {
        bytes memory next = keysOf(generation, members);
        Fields memory fields = nextFields();
        fields.nextCommitteeHash = hashOf(next);
        post(fields);
        keys = next;
    }

    /// @notice What is signed to make the header final.
    function messageOf(uint64 epoch, uint64 view_, bytes memory header)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(
            uint8(6), "attest", GENESIS, uint8(3), epoch, view_, keccak256(header)
        );
    }

    /// @notice Signature for the header's own epoch.
    function signatureOf(
        uint256 generation,
        uint256 members,
        uint256 signers,
        bytes memory header,
        uint64 view_
    ) internal view returns (bytes memory) {
        uint64 epoch = uint64(bytes8(slice(header, 34)));
        return signatureOver(messageOf(epoch, view_, header), generation, members, signers);
    }

    /// @notice Aggregate signature of the members of generation `generation` whose bit is set.
    /// @dev Equals one signature by the sum of their secret keys.
    function signatureOver(
        bytes memory message,
        uint256 generation,
        uint256 members,
        uint256 signers
    ) internal view returns (bytes memory) {
        uint256 sum;
        for (uint256 i = 0; i < members; ++i) {
            if ((signers >> i) & 1 == 1) sum += secretKeyOf(generation, i);
        }
        return BlsSigner.sign(sum, message);
    }

    /// @notice Gives the chain up.
    function sealChain() internal {
        vm.warp(block.timestamp + SILENCE);
        checkpoints.declareDead();
        vm.warp(block.timestamp + GRACE);
        checkpoints.seal();
    }

    function part(bytes memory data, uint256 offset, uint256 length)
        internal
        pure
        returns (bytes memory piece)
    {
        piece = new bytes(length);
        assembly ("memory-safe") {
            mcopy(add(piece, 32), add(add(data, 32), offset), length)
        }
    }

    /// @notice Keys of a committee whose members have power 1 each.
    function keysOf(uint256 generation, uint256 members) internal view returns (bytes memory all) {
        for (uint256 i = 0; i < members; ++i) {
            bytes memory key = BlsSigner.publicKey(secretKeyOf(generation, i));
            all = bytes.concat(all, BlsSigner.packed(key), bytes8(uint64(1)));
        }
    }

    function hashOf(bytes memory committeeKeys) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(committeeKeys), IDENTITIES));
    }

    /// @dev Small enough that no sum of a hundred reaches the group's order.
    function secretKeyOf(uint256 generation, uint256 member) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("secret key", generation, member))) >> 16;
    }

    function slice(bytes memory data, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 32), offset))
        }
    }
}
