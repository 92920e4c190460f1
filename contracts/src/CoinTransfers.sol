// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {Header} from "./libraries/Header.sol";
import {SparseMerkle} from "./libraries/SparseMerkle.sol";

/// @notice What an owner signs to give his coin away. `parent` is the coin block in which the
/// transfer stands that gave it to him, or the coin's birth if he deposited it; `lastCoinBlock` is
/// the last coin block in which this one may stand.
struct CoinTransfer {
    uint64 slot;
    uint64 parent;
    address from;
    address to;
    uint64 lastCoinBlock;
}

/// @notice Proof that a coin block has a certain leaf at a slot.
struct Inclusion {
    uint64 coinBlock;
    /// @dev Siblings of the slot in the coin block's tree, depth 64.
    SparseMerkle.Proof slotProof;
    /// @dev Siblings of the coin block in the tree of coin blocks, depth 32: coin block n is leaf
    /// n - 1.
    SparseMerkle.Proof blockProof;
    /// @dev Header and index of the first checkpoint that covers the coin block.
    bytes header;
    uint256 checkpoint;
}

/// @notice A transfer, its owner's signature (65 bytes: r, s and v, 27 or 28), and where it is
/// included.
struct Spend {
    CoinTransfer transfer;
    bytes signature;
    Inclusion inclusion;
}

/// @title Transfers of coins, and the coin blocks they stand in
/// @notice The part of the Vault that judges whether an owner signed a coin away, and whether that
/// stands in a coin block that a checkpoint covers. Only ECDSA counts: what a contract says of a
/// signature (ERC-1271) could change afterwards.
abstract contract CoinTransfers is EIP712 {
    using Header for bytes;

    /// @notice The transfer moves another coin.
    error WrongSlot(uint64 expected, uint64 given);
    /// @notice The transfer gives the coin to nobody or to the Vault.
    error WrongReceiver(address to);
    /// @notice What is shown counts only in a coin block `after_ < given <= upTo`.
    error WrongCoinBlock(uint64 after_, uint64 upTo, uint64 given);
    /// @notice The transfer does not spend the one in coin block `expected`, or, as a step of a
    /// walk, does not stand there.
    error WrongParent(uint64 expected, uint64 given);
    /// @notice The signature is not that of `expected`, or the transfer names another sender. Of a
    /// step of a walk: it gives the coin to `given`, and who signed the next is `expected`.
    error WrongSigner(address expected, address given);
    /// @notice The checkpoint has another header.
    error WrongHeader(uint256 checkpoint);
    /// @notice The checkpoint is not the first that covers the coin block.
    error NotPinnedBy(uint256 checkpoint, uint64 coinBlock);
    /// @notice The proof does not lead to the checkpoint's coin root.
    error NotIncluded(uint64 slot, uint64 coinBlock);

    uint256 private constant SLOT_DEPTH = 64;
    uint256 private constant COIN_BLOCK_DEPTH = 32;
    bytes32 private constant TRANSFER_TYPE = keccak256(
        "CoinTransfer(uint64 slot,uint64 parent,address from,address to,uint64 lastCoinBlock)"
    );

    ICheckpoints private immutable _checkpoints;

    constructor(ICheckpoints checkpoints_) EIP712("Vault", "1") {
        _checkpoints = checkpoints_;
    }

    /// @notice The EIP-712 digest that an owner signs and a coin block holds.
    function digestOf(CoinTransfer calldata transfer) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(TRANSFER_TYPE, transfer)));
    }

    /// @dev Reverts unless the transfer moves this coin, spends the one in coin block `parent`, is
    /// signed by `signer`, who is its sender, and is included where its signature still counts.
    function _requireSpend(
        uint64 slot,
        uint64 birth,
        Spend calldata spend,
        uint64 parent,
        address signer
    ) internal view {
        CoinTransfer calldata transfer = spend.transfer;
        uint64 coinBlock = spend.inclusion.coinBlock;
        if (transfer.slot != slot) revert WrongSlot(slot, transfer.slot);
        if (transfer.parent != parent) revert WrongParent(parent, transfer.parent);
        if (transfer.to == address(0) || transfer.to == address(this)) {
            revert WrongReceiver(transfer.to);
        }
        uint64 after_ = parent > birth ? parent : birth;
        if (coinBlock <= after_ || coinBlock > transfer.lastCoinBlock) {
            revert WrongCoinBlock(after_, transfer.lastCoinBlock, coinBlock);
        }
        bytes32 digest = digestOf(transfer);
        (address recovered,,) = ECDSA.tryRecoverCalldata(digest, spend.signature);
        if (recovered == address(0) || recovered != transfer.from || recovered != signer) {
            revert WrongSigner(signer, recovered);
        }
        _requireIncluded(slot, digest, spend.inclusion);
    }

    /// @dev Reverts unless the coin block has this leaf at this slot. Only the first checkpoint
    /// that covers a coin block speaks for it, so that a slot has one leaf there for ever, whatever
    /// validators sign later.
    function _requireIncluded(uint64 slot, bytes32 leaf, Inclusion calldata inclusion)
        internal
        view
    {
        uint64 coinBlock = inclusion.coinBlock;
        uint256 index = inclusion.checkpoint;
        (bytes32 headerHash, uint64 after_, uint64 upTo) = _checkpoints.coinBlocksAt(index);
        if (inclusion.header.hash() != headerHash) revert WrongHeader(index);
        if (coinBlock <= after_ || coinBlock > upTo) revert NotPinnedBy(index, coinBlock);
        bytes32 leafRoot = SparseMerkle.rootOf(leaf, slot, SLOT_DEPTH, inclusion.slotProof);
        bytes32 root =
            SparseMerkle.rootOf(leafRoot, coinBlock - 1, COIN_BLOCK_DEPTH, inclusion.blockProof);
        if (root != inclusion.header.coinRoot()) revert NotIncluded(slot, coinBlock);
    }

    /// @dev No coin block has a number above 2^32 - 1, so that everything from there on means the
    /// same.
    function _lastCoinBlockOf(CoinTransfer calldata transfer) internal pure returns (uint32) {
        uint64 last = transfer.lastCoinBlock;
        return last < type(uint32).max ? uint32(last) : type(uint32).max;
    }
}
