// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {Bls12381} from "./libraries/Bls12381.sol";
import {Committee} from "./libraries/Committee.sol";
import {Header} from "./libraries/Header.sol";
import {InboxKind} from "./libraries/InboxKind.sol";

/// @title The sidechain's light client on Ethereum
/// @notice Holds the headers that more than two thirds of a committee signed as final, and the list
/// of everything that happened here which the sidechain must learn. Nobody owns it, and nobody has
/// a privilege to post: a checkpoint counts by its signatures, whoever sends it.
contract Checkpoints is ICheckpoints {
    using Header for bytes;

    // ------------------------------------------------------------------------------------ types

    struct Checkpoint {
        bytes32 headerHash;
        uint64 height;
        /// @dev Newest coin block of the checkpoint before this one, and newest of this one: it
        /// speaks for those after the first, up to the second.
        uint32 coinsBefore;
        uint32 coinCount;
        /// @dev Events of the inbox that the sidechain had applied.
        uint64 inboxCount;
        /// @dev When it was accepted here, in seconds since 1970.
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
    /// @notice The sidechain applied other events than those of this inbox, more than it has, or
    /// fewer than at the last checkpoint.
    error WrongInbox(uint64 count, bytes32 given);
    /// @notice The aggregate signature is not the signers'.
    error WrongSignature();
    /// @notice The chain was given up: it accepts no checkpoint, and the Gateway no deposit.
    error AlreadySealed();
    /// @notice This is possible from `time` on, in seconds since 1970.
    error TooEarly(uint256 time);
    /// @notice Nobody declared the chain dead, or a checkpoint was accepted since.
    error NotDeclaredDead();
    /// @notice An event has at most 512 bytes.
    error EventLength(uint256 length);

    // ---------------------------------------------------------------------------------- events

    /// @notice Checkpoint `index`, counted from 0, was signed by the committee of `epoch`.
    event CheckpointAccepted(
        uint64 indexed index, uint64 indexed height, uint64 indexed epoch, bytes32 headerHash
    );
    /// @notice Event `index` of the inbox, counted from 1; InboxKind says what `data` is.
    event InboxAppended(uint64 indexed index, uint8 indexed kind, bytes data);
    /// @notice Unless a checkpoint is accepted, the chain can be sealed from `sealableAt` on.
    event DeclaredDead(uint256 sealableAt);
    /// @notice The chain was given up.
    event Sealed();

    // ----------------------------------------------------------------------------------- state

    uint64 public constant MAX_COIN_COUNT = type(uint32).max;
    uint256 public constant MAX_EVENT_LENGTH = 512;
    uint8 private constant FINALIZE = 3;

    /// @notice Hash of the sidechain's genesis, which every header and every signature names.
    bytes32 public immutable genesisHash;
    address public immutable gateway;
    address public immutable vault;
    /// @notice Seconds without a checkpoint after which the chain may be declared dead.
    uint64 public immutable silence;
    /// @notice Seconds from then until it may be sealed.
    uint64 public immutable grace;

    /// @notice Hash of the committee that signs the next checkpoint; see Committee.
    bytes32 public committeeHash;
    /// @notice Epoch of that committee.
    uint64 public epoch;
    /// @notice Height of the newest checkpoint; zero before the first.
    uint64 public height;
    /// @inheritdoc ICheckpoints
    uint64 public checkpointCount;
    /// @notice When the newest checkpoint was accepted, or this contract created.
    uint64 public acceptedAt;

    /// @notice Events of the inbox, those included that the sidechain has not applied yet.
    uint64 public inboxCount;
    /// @notice When somebody declared the chain dead; zero if nobody did since the last checkpoint.
    uint64 public declaredDeadAt;
    /// @inheritdoc ICheckpoints
    bool public isSealed;

    /// @inheritdoc ICheckpoints
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

    /// @inheritdoc ICheckpoints
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

    /// @notice Says that no checkpoint was accepted for `silence` seconds; anybody may call. An
    /// accepted one undoes it. Without effect if it was said before.
    function declareDead() external {
        if (isSealed) revert AlreadySealed();
        uint256 allowedAt = uint256(acceptedAt) + silence;
        if (block.timestamp < allowedAt) revert TooEarly(allowedAt);
        if (declaredDeadAt != 0) return;
        declaredDeadAt = uint64(block.timestamp);
        emit DeclaredDead(block.timestamp + grace);
    }

    /// @notice Closes `submit`, and deposits into the Gateway, for ever; `grace` seconds after the
    /// chain was declared dead, by anybody.
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
