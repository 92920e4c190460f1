// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {Bls12381} from "./libraries/Bls12381.sol";
import {Committee} from "./libraries/Committee.sol";
import {Header} from "./libraries/Header.sol";
import {InboxKind} from "./libraries/InboxKind.sol";

/// @title The sidechain's light client on Ethereum
/// @notice Holds what two thirds of a committee signed as final, and the list of everything that
/// happened here which the sidechain must learn. Nobody owns it, nobody may post alone: a
/// checkpoint counts by its signatures, whoever sends it.
contract Checkpoints is ICheckpoints {
    using Header for bytes;

    // ------------------------------------------------------------------------------------ types

    struct Checkpoint {
        bytes32 headerHash;
        uint64 height;
        /// @dev Coin blocks that checkpoints before this one cover, and those that it covers, too.
        uint32 coinsBefore;
        uint32 coinCount;
        uint64 inboxCount;
        uint64 acceptedAt;
    }

    // ---------------------------------------------------------------------------------- errors

    /// @notice Only Gateway and Vault add to the inbox.
    error NotAllowed(address caller);
    /// @notice The header belongs to another chain.
    error WrongGenesis(bytes32 expected, bytes32 given);
    /// @notice The header's epoch is not the one whose committee is known.
    error WrongEpoch(uint64 expected, uint64 given);
    /// @notice A header is signed for its own view; only a boundary for a later one, too.
    error WrongView(uint64 headerView, uint64 given);
    /// @notice Coin blocks never become fewer, nor more than 2^32 - 1.
    error WrongCoinCount(uint64 before, uint64 given);
    /// @notice The sidechain applied other events than those of this inbox.
    error WrongInbox(uint64 count, bytes32 given);
    /// @notice The aggregate signature is not the signers'.
    error WrongSignature();
    /// @notice The chain was given up.
    error AlreadySealed();
    /// @notice This is possible from `time` on, in seconds since 1970.
    error TooEarly(uint256 time);
    /// @notice Nobody declared the chain dead, or a checkpoint was accepted since.
    error NotDeclaredDead();
    /// @notice An event has at most 512 bytes.
    error EventLength(uint256 length);

    // ---------------------------------------------------------------------------------- events

    event CheckpointAccepted(
        uint64 indexed index, uint64 indexed height, uint64 indexed epoch, bytes32 headerHash
    );
    /// @notice Event `index` of the inbox, counted from 1: see InboxKind.
    event InboxAppended(uint64 indexed index, uint8 indexed kind, bytes data);
    /// @notice Unless a checkpoint is accepted, the chain can be sealed from `sealableAt` on.
    event DeclaredDead(uint256 sealableAt);
    event Sealed();

    // ----------------------------------------------------------------------------------- state

    uint64 public constant MAX_COIN_COUNT = type(uint32).max;
    uint256 public constant MAX_EVENT_LENGTH = 512;
    uint8 private constant FINALIZE = 3;

    bytes32 public immutable genesisHash;
    address public immutable gateway;
    address public immutable vault;
    /// @notice Seconds without a checkpoint after which the chain may be declared dead.
    uint64 public immutable silence;
    /// @notice Seconds from then until it may be sealed.
    uint64 public immutable grace;

    bytes32 public committeeHash;
    uint64 public epoch;
    uint64 public height;
    uint64 public checkpointCount;
    /// @notice When the newest checkpoint was accepted, or this contract created.
    uint64 public acceptedAt;

    uint64 public inboxCount;
    /// @notice When somebody declared the chain dead; zero if nobody did since the last checkpoint.
    uint64 public declaredDeadAt;
    bool public isSealed;

    mapping(uint256 count => bytes32) public inbox;
    mapping(uint256 index => Checkpoint) private _checkpoints;

    // ----------------------------------------------------------------------------- constructor

    constructor(
        bytes32 genesisHash_,
        bytes32 committeeHash_,
        address gateway_,
        address vault_,
        uint64 silence_,
        uint64 grace_
    ) {
        genesisHash = genesisHash_;
        committeeHash = committeeHash_;
        gateway = gateway_;
        vault = vault_;
        silence = silence_;
        grace = grace_;
        acceptedAt = uint64(block.timestamp);
    }

    // ----------------------------------------------------------------------------- checkpoints

    /// @notice Accepts the header of a final block. Without effect, and without reverting, if its
    /// height is not above the last: whoever posted it first did the work.
    /// @param header The 358 bytes whose hash validators signed.
    /// @param view_ View of the signed statement: the header's own, or a later one for a boundary.
    /// @param keys The committee: per member x and y of its key, 48 bytes each, and its power,
    /// uint64.
    /// @param identitiesHash Other half of the committee's hash.
    /// @param signers Bit i is set if member i signed.
    /// @param signature Aggregate signature, a G2 point in the encoding of EIP-2537, 256 bytes.
    function submit(
        bytes calldata header,
        uint64 view_,
        bytes calldata keys,
        bytes32 identitiesHash,
        uint256 signers,
        bytes calldata signature
    ) external {
        bytes32 headerHash = header.hash();
        if (isSealed) revert AlreadySealed();
        if (header.genesisHash() != genesisHash) {
            revert WrongGenesis(genesisHash, header.genesisHash());
        }
        if (header.height() <= height) return;
        _requireContent(header, view_);
        bytes32 given = Committee.hash(keys, identitiesHash);
        if (given != committeeHash) revert Committee.WrongCommittee(committeeHash, given);
        bytes memory statement =
            abi.encodePacked(uint8(6), "attest", genesisHash, FINALIZE, epoch, view_, headerHash);
        bytes memory key = Committee.quorumKey(keys, signers);
        if (!Bls12381.isSigned(key, statement, signature)) revert WrongSignature();
        _accept(header, headerHash);
    }

    function _requireContent(bytes calldata header, uint64 view_) private view {
        if (header.epoch() != epoch) revert WrongEpoch(epoch, header.epoch());
        uint64 headerView = header.view_();
        bool isLater = header.nextCommitteeHash() != 0 && view_ > headerView;
        if (view_ != headerView && !isLater) revert WrongView(headerView, view_);
        Checkpoint storage last = _last();
        uint64 coins = header.coinCount();
        if (coins < last.coinCount || coins > MAX_COIN_COUNT) {
            revert WrongCoinCount(last.coinCount, coins);
        }
        uint64 applied = header.inboxCount();
        bool isKnown = applied >= last.inboxCount && applied <= inboxCount;
        if (!isKnown || header.inboxHash() != inbox[applied]) {
            revert WrongInbox(applied, header.inboxHash());
        }
    }

    function _accept(bytes calldata header, bytes32 headerHash) private {
        uint64 index = checkpointCount;
        uint64 ended = epoch;
        _checkpoints[index] = Checkpoint({
            headerHash: headerHash,
            height: header.height(),
            coinsBefore: _last().coinCount,
            coinCount: uint32(header.coinCount()),
            inboxCount: header.inboxCount(),
            acceptedAt: uint64(block.timestamp)
        });
        height = header.height();
        checkpointCount = index + 1;
        acceptedAt = uint64(block.timestamp);
        if (declaredDeadAt != 0) declaredDeadAt = 0;
        emit CheckpointAccepted(index, header.height(), ended, headerHash);
        bytes32 nextCommitteeHash = header.nextCommitteeHash();
        if (nextCommitteeHash == 0) return;
        committeeHash = nextCommitteeHash;
        epoch = ended + 1;
        _append(InboxKind.BOUNDARY_ACCEPTED, abi.encode(ended + 1));
    }

    // ----------------------------------------------------------------------------------- inbox

    /// @inheritdoc ICheckpoints
    function append(uint8 kind, bytes calldata data) external {
        if (msg.sender != gateway && msg.sender != vault) revert NotAllowed(msg.sender);
        // Nobody would apply it, and a token that escaped by the last state could do so again.
        if (isSealed && msg.sender == gateway) revert AlreadySealed();
        if (data.length > MAX_EVENT_LENGTH) revert EventLength(data.length);
        _append(kind, data);
    }

    function _append(uint8 kind, bytes memory data) private {
        uint64 index = inboxCount + 1;
        bytes32 eventHash = keccak256(abi.encode(kind, data));
        inbox[index] = keccak256(abi.encode(inbox[index - 1], index, eventHash));
        inboxCount = index;
        emit InboxAppended(index, kind, data);
    }

    // -------------------------------------------------------------------------- the chain's end

    /// @notice Says that no checkpoint was accepted for `silence` seconds. An accepted one undoes
    /// it.
    function declareDead() external {
        if (isSealed) revert AlreadySealed();
        uint256 allowedAt = uint256(acceptedAt) + silence;
        if (block.timestamp < allowedAt) revert TooEarly(allowedAt);
        if (declaredDeadAt != 0) return;
        declaredDeadAt = uint64(block.timestamp);
        emit DeclaredDead(block.timestamp + grace);
    }

    /// @notice Closes `submit` for ever, `grace` seconds after the chain was declared dead.
    function seal() external {
        if (isSealed) revert AlreadySealed();
        if (declaredDeadAt == 0) revert NotDeclaredDead();
        uint256 allowedAt = uint256(declaredDeadAt) + grace;
        if (block.timestamp < allowedAt) revert TooEarly(allowedAt);
        isSealed = true;
        emit Sealed();
    }

    // ----------------------------------------------------------------------------------- reads

    /// @notice All that is kept of checkpoint `index`; zeros if there is none.
    function checkpointAt(uint256 index) external view returns (Checkpoint memory) {
        return _checkpoints[index];
    }

    /// @inheritdoc ICheckpoints
    function headerHashAt(uint256 index) external view returns (bytes32) {
        return _checkpoints[index].headerHash;
    }

    /// @inheritdoc ICheckpoints
    function coinBlocksAt(uint256 index)
        external
        view
        returns (bytes32 headerHash, uint64 after_, uint64 upTo)
    {
        Checkpoint storage checkpoint = _checkpoints[index];
        return (checkpoint.headerHash, checkpoint.coinsBefore, checkpoint.coinCount);
    }

    /// @inheritdoc ICheckpoints
    function coinCount() external view returns (uint64) {
        return _last().coinCount;
    }

    /// @inheritdoc ICheckpoints
    function appliedInboxCount() external view returns (uint64) {
        return _last().inboxCount;
    }

    function _last() private view returns (Checkpoint storage) {
        uint64 count = checkpointCount;
        return _checkpoints[count == 0 ? 0 : count - 1];
    }
}
