// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {TokenIntake} from "./TokenIntake.sol";
import {ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {AssetKind} from "./libraries/AssetKind.sol";
import {Header} from "./libraries/Header.sol";
import {InboxKind} from "./libraries/InboxKind.sol";
import {SparseMerkle} from "./libraries/SparseMerkle.sol";
import {StateProof} from "./libraries/StateProof.sol";

/// @title Pooled assets of the sidechain
/// @notice Who deposits here is credited on the sidechain, where a unit is like any other. Who
/// withdraws there gets a leaf of the outbox, and with a proof of it the asset here. Whoever holds
/// more than two thirds of the sidechain's power could prove withdrawals nobody made: the Vault is
/// for what must not depend on them.
contract Gateway is TokenIntake, Multicall {
    using BitMaps for BitMaps.BitMap;
    using Header for bytes;

    // ------------------------------------------------------------------------------------ types

    /// @notice A leaf of the outbox: what the sidechain burnt and this contract owes. `index` is
    /// its place there, from 0; AssetKind says what `kind`, `token` and `value` mean.
    struct Withdrawal {
        uint64 index;
        uint8 kind;
        address token;
        address to;
        uint256 value;
    }

    /// @notice A withdrawal with its siblings in the outbox tree.
    struct Claim {
        Withdrawal withdrawal;
        SparseMerkle.Proof proof;
    }

    /// @notice An amount under a key of the last state. Zero means that the key is absent, which
    /// is proven then.
    struct Proven {
        uint256 value;
        StateProof.Proof proof;
    }

    // ---------------------------------------------------------------------------------- errors

    /// @notice A deposit for nobody.
    error ZeroReceiver();
    /// @notice The checkpoint has another header.
    error WrongHeader(uint256 checkpoint);
    /// @notice The withdrawal is not in this checkpoint's outbox.
    error NotInOutbox(uint64 index);
    /// @notice This withdrawal was paid.
    error AlreadyClaimed(uint64 index);
    /// @notice Claim `i` of many, from 0, could fail for want of gas alone: `needed` has to be left
    /// before it.
    error NotEnoughGas(uint256 i, uint256 needed);
    /// @notice Only this contract itself may call this.
    error OnlySelf(address caller);
    /// @notice The chain was not given up: withdraw there.
    error NotSealed();
    /// @notice The account was paid what it had of this asset.
    error AlreadyEscaped(address asset, address account);
    /// @notice Ether, which is the native coin, takes two proofs (balance, stake), another asset
    /// one.
    error ProofCount(uint256 expected, uint256 given);
    /// @notice The proofs say that the account had nothing.
    error NothingProven(address asset, address account);
    /// @notice The account holds the stake of others, who prove theirs.
    error NobodysAccount(address account);
    /// @notice The inbox has no deposit into the Gateway with this data under this index.
    error NotInInbox(uint64 index);
    /// @notice The sidechain applied this event before it ended: what came of it is in the state.
    error AlreadyApplied(uint64 index);
    /// @notice This deposit was returned.
    error AlreadyRefunded(uint64 index);

    // ---------------------------------------------------------------------------------- events

    /// @notice A withdrawal was paid.
    event Claimed(
        uint64 indexed index, address indexed to, uint8 kind, address token, uint256 value
    );
    /// @notice The claim was skipped; it can be made again.
    event ClaimFailed(uint64 indexed index);
    /// @notice An account was paid by the last state: `value` units, or the token with this id.
    event Escaped(address indexed asset, address indexed account, uint256 value);
    /// @notice The deposit that is event `index` of the inbox went back to who made it.
    event Refunded(uint64 indexed index, address indexed to);

    // ----------------------------------------------------------------------------------- state

    /// @notice Gas for one claim among many, so that no receiver takes that of the others. One that
    /// needs more is paid by `claim`.
    uint256 public constant CLAIM_GAS = 400_000;
    /// @dev A call is given at most 63 of 64 parts of what is left (EIP-150).
    uint256 private constant GAS_BEFORE_CLAIM = CLAIM_GAS * 64 / 63 + 10_000;
    uint256 private constant OUTBOX_DEPTH = 32;
    /// @dev Account of the sidechain that holds all stake; no key signs for it. Paying it would
    /// pay the stake twice.
    address private constant STAKE_ACCOUNT = address(uint160(uint256(keccak256("weft stake"))));

    BitMaps.BitMap private _claimed;
    BitMaps.BitMap private _refunded;
    /// @notice Whether an account was paid what it had of ether (zero) or of an ERC-20. For a token
    /// id `lockedId` tells.
    mapping(address asset => mapping(address account => bool)) public hasEscaped;

    constructor(ICheckpoints checkpoints_) TokenIntake(checkpoints_) {}

    // -------------------------------------------------------------------------------- deposits

    /// @notice Credits `to` on the sidechain with the ether sent.
    function depositEth(address to) external payable nonReentrant {
        uint256 amount = _takeEth();
        _tellDeposit(AssetKind.ETH, address(0), to, amount);
    }

    /// @notice Credits `to` on the sidechain with what arrives of `amount` units.
    function depositErc20(address token, uint256 amount, address to) external nonReentrant {
        uint256 received = _takeErc20(token, amount);
        _tellDeposit(AssetKind.ERC20, token, to, received);
    }

    /// @notice Credits `to` on the sidechain with these tokens; each is an event of its own.
    function depositErc721(address token, uint256[] calldata ids, address to)
        external
        nonReentrant
    {
        for (uint256 i = 0; i < ids.length; ++i) {
            _takeErc721(token, ids[i]);
            _tellDeposit(AssetKind.ERC721, token, to, ids[i]);
        }
    }

    function _tellDeposit(uint8 kind, address token, address to, uint256 value) private {
        if (to == address(0)) revert ZeroReceiver();
        checkpoints.append(
            InboxKind.GATEWAY_DEPOSITED, abi.encode(kind, token, msg.sender, to, value)
        );
    }

    // ---------------------------------------------------------------------------------- claims

    /// @notice Posts a checkpoint as ICheckpoints.submit: with `multicall`, in one transaction with
    /// the claims it proves.
    function submit(
        bytes calldata header,
        uint64 view_,
        bytes calldata keys,
        bytes32 identitiesHash,
        uint256 signers,
        bytes calldata signature
    ) external {
        checkpoints.submit(header, view_, keys, identitiesHash, signers, signature);
    }

    /// @notice Pays a withdrawal to its receiver; anybody may call. Never expires.
    /// @param proof Siblings of the withdrawal in the outbox of that header.
    /// @param header The header of any checkpoint whose outbox has the withdrawal.
    /// @param checkpoint Index of this checkpoint.
    function claim(
        Withdrawal calldata withdrawal,
        SparseMerkle.Proof calldata proof,
        bytes calldata header,
        uint256 checkpoint
    ) external nonReentrant {
        bytes32 root = _outboxRoot(header, checkpoint);
        if (_rootWith(withdrawal, proof) != root) revert NotInOutbox(withdrawal.index);
        _payClaim(withdrawal);
    }

    /// @notice As `claim` for each, with one header; a claim that fails, or needs more gas than
    /// CLAIM_GAS, is skipped with `ClaimFailed`. Reverts as a whole only for a wrong header, or
    /// where too little gas is left for a claim.
    function claimMany(Claim[] calldata claims, bytes calldata header, uint256 checkpoint)
        external
        nonReentrant
    {
        bytes32 root = _outboxRoot(header, checkpoint);
        for (uint256 i = 0; i < claims.length; ++i) {
            Withdrawal calldata withdrawal = claims[i].withdrawal;
            // A wallet looks for the least gas with which a call succeeds: none may be skipped for
            // it.
            if (gasleft() < GAS_BEFORE_CLAIM) revert NotEnoughGas(i, GAS_BEFORE_CLAIM);
            try this.claimOne{gas: CLAIM_GAS}(claims[i], root) {}
            catch {
                emit ClaimFailed(withdrawal.index);
            }
        }
    }

    /// @notice Only for `claimMany`.
    /// @dev A call of its own, so that what a receiver undoes is its own claim and nothing else.
    /// Without a lock of its own: it runs under that of `claimMany`.
    function claimOne(Claim calldata one, bytes32 root) external {
        if (msg.sender != address(this)) revert OnlySelf(msg.sender);
        if (_rootWith(one.withdrawal, one.proof) != root) {
            revert NotInOutbox(one.withdrawal.index);
        }
        _payClaim(one.withdrawal);
    }

    /// @notice Whether withdrawal `index` was paid.
    function isClaimed(uint64 index) external view returns (bool) {
        return _claimed.get(index);
    }

    function _payClaim(Withdrawal calldata withdrawal) private {
        if (_claimed.get(withdrawal.index)) revert AlreadyClaimed(withdrawal.index);
        _claimed.set(withdrawal.index);
        emit Claimed(
            withdrawal.index, withdrawal.to, withdrawal.kind, withdrawal.token, withdrawal.value
        );
        _pay(withdrawal.kind, withdrawal.token, withdrawal.to, withdrawal.value);
    }

    function _outboxRoot(bytes calldata header, uint256 checkpoint)
        private
        view
        returns (bytes32)
    {
        if (header.hash() != checkpoints.headerHashAt(checkpoint)) {
            revert WrongHeader(checkpoint);
        }
        return header.outboxRoot();
    }

    function _rootWith(Withdrawal calldata withdrawal, SparseMerkle.Proof calldata proof)
        private
        pure
        returns (bytes32)
    {
        bytes32 leaf = keccak256(abi.encode(withdrawal));
        return SparseMerkle.rootOf(leaf, withdrawal.index, OUTBOX_DEPTH, proof);
    }

    // -------------------------------------------------------------------- when the chain is dead

    /// @notice Pays an account what the last accepted state says is its own, to the same address
    /// here, whether a person, a contract or nothing stands there; anybody may call, once for each
    /// account and asset.
    /// @param asset Zero for ether, else the ERC-20.
    /// @param header The last accepted header.
    /// @param proofs Balance; for ether, besides, stake that can be taken back.
    function escape(
        address asset,
        address account,
        bytes calldata header,
        Proven[] calldata proofs
    ) external nonReentrant {
        bytes32 root = _lastStateRoot(header);
        if (account == STAKE_ACCOUNT) revert NobodysAccount(account);
        if (hasEscaped[asset][account]) revert AlreadyEscaped(asset, account);
        uint256 expected = asset == address(0) ? 2 : 1;
        if (proofs.length != expected) revert ProofCount(expected, proofs.length);
        _requireAmount(
            root, bytes.concat("bank", hex"0001", bytes20(asset), bytes20(account)), proofs[0]
        );
        uint256 amount = proofs[0].value;
        if (expected == 2) {
            _requireAmount(root, bytes.concat("staking", hex"0001", bytes20(account)), proofs[1]);
            amount += proofs[1].value;
        }
        if (amount == 0) revert NothingProven(asset, account);
        hasEscaped[asset][account] = true;
        emit Escaped(asset, account, amount);
        _pay(asset == address(0) ? AssetKind.ETH : AssetKind.ERC20, asset, account, amount);
    }

    /// @notice Pays a token to the owner it has in the last accepted state; anybody may call. Once:
    /// afterwards it is not here any more.
    function escapeErc721(
        address token,
        uint256 id,
        address owner,
        bytes calldata header,
        StateProof.Proof calldata proof
    ) external nonReentrant {
        bytes32 root = _lastStateRoot(header);
        bytes memory key = bytes.concat("bank", hex"0002", bytes20(token), bytes32(id));
        StateProof.requireValue(root, key, bytes.concat(bytes20(owner)), proof);
        emit Escaped(token, owner, id);
        _pay(AssetKind.ERC721, token, owner, id);
    }

    /// @notice Returns a deposit that the sidechain never applied to who made it, once the chain is
    /// sealed; anybody may call.
    /// @param index Of the deposit in the inbox, counted from 1.
    /// @param data The event's data, as `InboxAppended` logged it.
    function refund(uint64 index, bytes calldata data) external nonReentrant {
        if (!checkpoints.isSealed()) revert NotSealed();
        if (index <= checkpoints.appliedInboxCount()) revert AlreadyApplied(index);
        bytes32 eventHash = keccak256(abi.encode(InboxKind.GATEWAY_DEPOSITED, data));
        bytes32 link = keccak256(abi.encode(checkpoints.inbox(index - 1), index, eventHash));
        if (link != checkpoints.inbox(index)) revert NotInInbox(index);
        if (_refunded.get(index)) revert AlreadyRefunded(index);
        _refunded.set(index);
        (uint8 kind, address token, address from,, uint256 value) =
            abi.decode(data, (uint8, address, address, address, uint256));
        emit Refunded(index, from);
        _pay(kind, token, from, value);
    }

    function _lastStateRoot(bytes calldata header) private view returns (bytes32) {
        if (!checkpoints.isSealed()) revert NotSealed();
        uint256 count = checkpoints.checkpointCount();
        uint256 last = count == 0 ? 0 : count - 1;
        if (header.hash() != checkpoints.headerHashAt(last)) revert WrongHeader(last);
        return header.stateRoot();
    }

    function _requireAmount(bytes32 root, bytes memory key, Proven calldata proven) private pure {
        if (proven.value == 0) StateProof.requireAbsent(root, key, proven.proof);
        else StateProof.requireValue(root, key, abi.encode(proven.value), proven.proof);
    }
}
