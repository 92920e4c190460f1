// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Gateway} from "../../src/Gateway.sol";
import {ICheckpoints} from "../../src/interfaces/ICheckpoints.sol";
import {Bls12381} from "../../src/libraries/Bls12381.sol";
import {Committee} from "../../src/libraries/Committee.sol";
import {Header} from "../../src/libraries/Header.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";
import {StateProof} from "../../src/libraries/StateProof.sol";
import {Sidechain} from "../support/Sidechain.sol";
import {CheckpointsAt} from "./CheckpointsAt.sol";
import {Proofs} from "./Proofs.sol";
import {Questions} from "./Questions.sol";

/// @notice What the contracts compute, one external function each, so that another implementation
/// can be compared with them: the libraries, and Checkpoints and Gateway where these encode for
/// themselves. Asked by `eth_call` alone.
contract Harness is Questions, Proofs {
    using Header for bytes;

    /// @notice A header and what is passed beside it to be accepted.
    struct Submission {
        bytes header;
        uint64 view_;
        bytes keys;
        bytes32 identitiesHash;
        uint256 signers;
        bytes signature;
    }

    /// @dev Believes this contract to be Checkpoints, with one header, of a sealed chain.
    Gateway private immutable _gateway = new Gateway(ICheckpoints(address(this)));

    bool public constant isSealed = true;
    uint64 public constant checkpointCount = 1;
    bytes32 private _headerHash;

    function headerHashAt(uint256) external view returns (bytes32) {
        return _headerHash;
    }

    // ------------------------------------------------------------------------------- checkpoints

    function readHeader(bytes calldata header)
        external
        pure
        returns (bytes32 hash, Sidechain.Fields memory fields)
    {
        hash = header.hash();
        fields = Sidechain.Fields({
            genesisHash: header.genesisHash(),
            epoch: header.epoch(),
            view_: header.view_(),
            height: header.height(),
            stateRoot: header.stateRoot(),
            outboxRoot: header.outboxRoot(),
            coinRoot: header.coinRoot(),
            coinCount: header.coinCount(),
            inboxCount: header.inboxCount(),
            inboxHash: header.inboxHash(),
            nextCommitteeHash: header.nextCommitteeHash()
        });
    }

    /// @notice Whether a contract in this epoch, with this committee, accepts the submission.
    function submit(
        bytes32 genesisHash,
        uint64 epoch,
        bytes32 committeeHash,
        Submission calldata one
    ) external returns (bool) {
        CheckpointsAt checkpoints = new CheckpointsAt(genesisHash, epoch, committeeHash);
        checkpoints.submit(
            one.header, one.view_, one.keys, one.identitiesHash, one.signers, one.signature
        );
        return checkpoints.checkpointCount() == 1;
    }

    function hashOfCommittee(bytes calldata keys, bytes32 identitiesHash)
        external
        pure
        returns (bytes32)
    {
        return Committee.hash(keys, identitiesHash);
    }

    function quorumKey(bytes calldata keys, uint256 signers) external view returns (bytes memory) {
        return Committee.quorumKey(keys, signers);
    }

    function hashToG2(bytes calldata message) external view returns (bytes memory) {
        return Bls12381.hashToG2(message, Bls12381.SIGNATURE_TAG);
    }

    /// @notice As a checkpoint's signature is verified.
    function isSigned(
        bytes calldata keys,
        uint256 signers,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool) {
        return Bls12381.isSigned(Committee.quorumKey(keys, signers), message, signature);
    }

    // ------------------------------------------------------------------------------------- inbox

    /// @notice The inbox after each of these events.
    function inbox(uint8[] calldata kinds, bytes[] calldata data)
        external
        returns (bytes32[] memory chain)
    {
        CheckpointsAt checkpoints = new CheckpointsAt(0, 0, 0);
        chain = new bytes32[](kinds.length);
        for (uint256 i = 0; i < kinds.length; ++i) {
            checkpoints.append(kinds[i], data[i]);
            chain[i] = checkpoints.inbox(i + 1);
        }
    }

    function boundaryAccepted(uint64 epoch) external pure returns (uint8, bytes memory) {
        return (InboxKind.BOUNDARY_ACCEPTED, abi.encode(epoch));
    }

    function tokenSeen(
        address token,
        uint8 kind,
        uint8 decimals,
        bytes calldata name,
        bytes calldata symbol
    ) external pure returns (uint8, bytes memory) {
        return (InboxKind.TOKEN_SEEN, abi.encode(token, kind, decimals, name, symbol));
    }

    function gatewayDeposited(uint8 kind, address token, address from, address to, uint256 value)
        external
        pure
        returns (uint8, bytes memory)
    {
        return (InboxKind.GATEWAY_DEPOSITED, abi.encode(kind, token, from, to, value));
    }

    function vaultDeposited(
        uint64 slot,
        uint8 kind,
        address token,
        address owner,
        uint256 value,
        uint64 birth
    ) external pure returns (uint8, bytes memory) {
        return (InboxKind.VAULT_DEPOSITED, abi.encode(slot, kind, token, owner, value, birth));
    }

    function exitStarted(uint64 slot, uint256 exitId) external pure returns (uint8, bytes memory) {
        return (InboxKind.EXIT_STARTED, abi.encode(slot, exitId));
    }

    function exitEnded(uint64 slot, uint256 exitId) external pure returns (uint8, bytes memory) {
        return (InboxKind.EXIT_ENDED, abi.encode(slot, exitId));
    }

    function coinExited(uint64 slot, uint256 exitId) external pure returns (uint8, bytes memory) {
        return (InboxKind.COIN_EXITED, abi.encode(slot, exitId));
    }

    // ------------------------------------------------------------------------------------ proofs

    /// @notice Iff the withdrawal is proven, succeeds or reverts because nothing is here to pay it.
    function claim(
        Gateway.Withdrawal calldata withdrawal,
        SparseMerkle.Proof calldata proof,
        bytes calldata header
    ) external {
        _headerHash = header.hash();
        _gateway.claim(withdrawal, proof, header, 0);
    }

    /// @notice As `claim`, for what an account has under the header's state root.
    function escape(
        address asset,
        address account,
        bytes calldata header,
        Gateway.Proven[] calldata proofs
    ) external {
        _headerHash = header.hash();
        _gateway.escape(asset, account, header, proofs);
    }

    function escapeErc721(
        address token,
        uint256 id,
        address owner,
        bytes calldata header,
        StateProof.Proof calldata proof
    ) external {
        _headerHash = header.hash();
        _gateway.escapeErc721(token, id, owner, header, proof);
    }

    function recover(bytes32 digest, bytes calldata signature)
        external
        pure
        returns (address who)
    {
        (who,,) = ECDSA.tryRecoverCalldata(digest, signature);
        require(who != address(0), "no signer");
    }
}
