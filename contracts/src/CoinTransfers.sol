// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {Header} from "./libraries/Header.sol";
import {SparseMerkle} from "./libraries/SparseMerkle.sol";

/// @notice What an owner signs. `parent` is the coin block of the transfer it spends, or `birth`.
struct CoinTransfer {
    uint64 slot;
    uint64 parent;
    address from;
    address to;
    uint64 lastCoinBlock;
}

/// @notice That a leaf stands for a slot in a coin block: the slot's siblings in the block's tree,
/// the block's siblings in the tree of coin blocks, and the first checkpoint that covers it.
struct Inclusion {
    uint64 coinBlock;
    SparseMerkle.Proof slotProof;
    SparseMerkle.Proof blockProof;
    bytes header;
    uint256 checkpoint;
}

/// @notice A transfer, its signer's 65 bytes, and where it is included.
struct Spend {
    CoinTransfer transfer;
    bytes signature;
    Inclusion inclusion;
}

/// @title Transfers of coins, and the coin blocks they stand in
/// @notice Whether an owner signed a coin away, and whether that stands in a coin block that a
/// checkpoint covers. Only ECDSA counts: the word of a contract could change afterwards.
abstract contract CoinTransfers is EIP712 {
    using Header for bytes;

    /// @notice The transfer moves another coin.
    error WrongSlot(uint64 expected, uint64 given);
    /// @notice The transfer gives the coin to nobody or to the Vault.
    error WrongReceiver(address to);
    /// @notice Coin blocks in which a transfer may stand: `after_ < given <= upTo`.
    error WrongCoinBlock(uint64 after_, uint64 upTo, uint64 given);
    /// @notice The transfer does not spend the one at `expected`.
    error WrongParent(uint64 expected, uint64 given);
    /// @notice The signature is not that of the owner at this point.
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

    /// @dev The transfer moves this coin, spends the one at `parent`, is signed by `signer`, and is
    /// included where its signature still counts.
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

    /// @dev Only the first checkpoint that covers a coin block speaks for it, so that a slot has
    /// one leaf there for ever, whatever validators sign later.
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

    /// @dev No coin block has a greater number than fits, so that two that do not fit mean the
    /// same.
    function _lastCoinBlockOf(CoinTransfer calldata transfer) internal pure returns (uint32) {
        uint64 last = transfer.lastCoinBlock;
        return last < type(uint32).max ? uint32(last) : type(uint32).max;
    }
}
