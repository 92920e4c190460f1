// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {CoinTransfer, CoinTransfers, Inclusion, Spend} from "./CoinTransfers.sol";
import {Coin, CoinDeposits} from "./CoinDeposits.sol";
import {TokenIntake} from "./TokenIntake.sol";
import {ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {AssetKind} from "./libraries/AssetKind.sol";
import {InboxKind} from "./libraries/InboxKind.sol";

/// @title Coins whose owners can always leave
/// @notice Plasma Cash: each deposit is one coin, moved whole by its owner's signature, which the
/// sidechain puts into its coin blocks. The owner leaves with the last two transfers; whoever sees
/// that they are not the coin's history has a window to show it. Validators can withhold blocks and
/// sign anything, and take no coin whose owner, or anybody for him, looks here each half window.
contract Vault is CoinDeposits, CoinTransfers, Multicall {
    // ------------------------------------------------------------------------------------ types

    enum ExitState {
        none, // no such exit
        open, // whether challenged or not, and also when another exit took the coin
        finalized, // the coin was paid out
        refuted, // it was shown to be wrong
        settled // it was over, and its bond was paid out
    }

    struct Exit {
        address exitor;
        uint40 startedAt; // in seconds since 1970
        ExitState state;
        uint32 openChallenges; // those without an answer
        /// @dev Who signed the exit transfer, which gave the coin to the exitor; zero in the exit
        /// of a deposit. If the exit was refuted, who refuted it: then, and when it is settled.
        address signer;
        /// @dev Coin blocks of that transfer, of its parent, which it spends, and the last in which
        /// it counts. In the exit of a deposit all three are zero, whatever the coin's birth.
        uint32 coinBlock;
        uint32 parent;
        uint32 lastCoinBlock;
        /// @dev Who received the next step of a walk, and its coin block: depositor and birth when
        /// there is none left, zeros if the exit shows fewer than two transfers.
        address headSigner;
        uint32 headParent;
    }

    /// @notice A coin block before an exit's parent.
    struct Point {
        address challenger; // zero if nobody challenged there
        bool isWalked; // which answers a challenge
        bool isPaid; // the challenge's bond was paid out
    }

    // ---------------------------------------------------------------------------------- errors

    /// @notice Half of such a window is no time.
    error WindowTooShort(uint40 window);
    error UnknownExit(uint256 exitId);
    error ExitIsOver(uint256 exitId, ExitState state);
    error WrongBond(uint256 expected, uint256 given);
    error SpendCount(uint256 count);
    error NotExitor(address caller, address exitor);
    /// @notice This was possible before `time` only, in seconds since 1970.
    error TooLate(uint256 time);
    /// @notice This is possible from `time` on, in seconds since 1970.
    error TooEarly(uint256 time);
    /// @notice What the exit shows begins with the deposit, and nothing is before that.
    error NothingBefore(uint256 exitId);
    error EmptyLeaf();
    error AlreadyChallenged(uint256 exitId, uint64 coinBlock);
    error AlreadyWalked(uint256 exitId, uint64 coinBlock);
    error NotChallenged(uint256 exitId, uint64 coinBlock);
    error ChallengesOpen(uint256 exitId, uint32 count);
    error NothingToWithdraw();

    // ---------------------------------------------------------------------------------- events

    event ExitStarted(uint64 indexed slot, uint256 indexed exitId, address indexed exitor);
    /// @notice The exit transfer stands in an earlier coin block, too, and counts from there.
    event ExitMoved(uint256 indexed exitId, uint64 coinBlock);
    event Challenged(uint256 indexed exitId, uint64 indexed coinBlock, address challenger);
    event Walked(uint256 indexed exitId, uint64 indexed coinBlock);
    event ExitRefuted(uint256 indexed exitId, address indexed refuter);
    event BondPaid(uint256 indexed exitId, address indexed to, uint256 amount); // to zero: burnt

    // ----------------------------------------------------------------------------------- state

    uint256 private constant EXITS_PER_COIN_BITS = 32;
    /// @notice Seconds from an exit's start to its maturity. Bonds are in wei.
    uint40 public immutable window;
    uint256 public immutable exitBond;
    uint256 public immutable challengeBond;

    mapping(uint256 exitId => Exit) private _exits;
    mapping(uint256 exitId => mapping(uint64 coinBlock => Point)) private _points;

    constructor(
        ICheckpoints checkpoints_,
        uint40 window_,
        uint256 exitBond_,
        uint256 challengeBond_
    ) TokenIntake(checkpoints_) CoinTransfers(checkpoints_) {
        if (window_ < 2) revert WindowTooShort(window_);
        window = window_;
        exitBond = exitBond_;
        challengeBond = challengeBond_;
    }

    // ------------------------------------------------------------------------------------ exits

    /// @notice Begins to take a coin out, with a bond.
    /// @param spends Nothing, by the depositor who never transferred it; the transfer that spends
    /// the deposit, by who received it; else the coin's last two transfers, the older first.
    function startExit(uint64 slot, Spend[] calldata spends)
        external
        payable
        nonReentrant
        returns (uint256 exitId)
    {
        if (msg.value != exitBond) revert WrongBond(exitBond, msg.value);
        Coin storage coin = _coinInside(slot);
        exitId = uint256(slot) << EXITS_PER_COIN_BITS | coin.exitCount++;
        Exit storage exit = _exits[exitId];
        exit.exitor = msg.sender;
        exit.startedAt = uint40(block.timestamp);
        exit.state = ExitState.open;
        if (spends.length == 0) _exitDeposit(coin);
        else if (spends.length == 1) _exitFirst(slot, coin, exit, spends[0]);
        else if (spends.length == 2) _exitLater(slot, coin, exit, spends);
        else revert SpendCount(spends.length);
        emit ExitStarted(slot, exitId, msg.sender);
        checkpoints.append(InboxKind.EXIT_STARTED, abi.encode(slot, exitId));
    }

    function _exitDeposit(Coin storage coin) private view {
        if (msg.sender != coin.owner) revert NotExitor(msg.sender, coin.owner);
    }

    function _exitFirst(uint64 slot, Coin storage coin, Exit storage exit, Spend calldata spend)
        private
    {
        _requireSpend(slot, coin.birth, spend, coin.birth, coin.owner);
        _setExit(exit, spend, coin.birth);
    }

    function _exitLater(uint64 slot, Coin storage coin, Exit storage exit, Spend[] calldata spends)
        private
    {
        CoinTransfer calldata parent = spends[0].transfer;
        uint64 parentBlock = spends[0].inclusion.coinBlock;
        _requireSpend(slot, coin.birth, spends[0], parent.parent, parent.from);
        _requireSpend(slot, coin.birth, spends[1], parentBlock, parent.to);
        _setExit(exit, spends[1], parentBlock);
        exit.headSigner = parent.from;
        exit.headParent = uint32(parent.parent);
    }

    function _setExit(Exit storage exit, Spend calldata spend, uint64 parentBlock) private {
        CoinTransfer calldata transfer = spend.transfer;
        if (msg.sender != transfer.to) revert NotExitor(msg.sender, transfer.to);
        exit.coinBlock = uint32(spend.inclusion.coinBlock);
        exit.signer = transfer.from;
        exit.lastCoinBlock = _lastCoinBlockOf(transfer);
        exit.parent = uint32(parentBlock);
    }

    /// @notice From maturity on, without an open challenge: pays the coin to the exitor; no other
    /// exit of it can be finalized any more. The bond stays for `withdrawBond`. Anybody may call.
    function finalizeExit(uint256 exitId) external nonReentrant {
        Exit storage exit = _openExit(exitId);
        _requireMature(exit);
        if (exit.openChallenges != 0) revert ChallengesOpen(exitId, exit.openChallenges);
        uint64 slot = _slotOf(exitId);
        Coin storage coin = _coinInside(slot);
        coin.isExited = true;
        exit.state = ExitState.finalized;
        checkpoints.append(InboxKind.COIN_EXITED, abi.encode(slot, exitId));
        uint8 kind = coin.kind;
        address token = kind == AssetKind.ETH ? address(0) : coin.token;
        _pay(kind, token, exit.exitor, coin.value);
    }

    // ------------------------------------------------------------------------------- challenges

    /// @notice Shows a spend of the exit transfer: the exitor gave the coin away. Ends the exit.
    function challengeAfter(uint256 exitId, Spend calldata spend) external nonReentrant {
        Exit storage exit = _challengeable(exitId, window);
        uint64 slot = _slotOf(exitId);
        uint64 birth = _coins[slot].birth;
        uint64 coinBlock = exit.signer == address(0) ? birth : exit.coinBlock;
        _requireSpend(slot, birth, spend, coinBlock, exit.exitor);
        _refute(exitId, exit, msg.sender);
    }

    /// @notice Shows an earlier spend of the exit transfer's parent, a double spend. Ends the exit,
    /// unless it is the exit transfer itself, included twice: that counts from the earlier block.
    function challengeBetween(uint256 exitId, Spend calldata spend) external nonReentrant {
        Exit storage exit = _challengeable(exitId, window);
        if (exit.signer == address(0)) revert NothingBefore(exitId);
        uint64 slot = _slotOf(exitId);
        uint64 coinBlock = spend.inclusion.coinBlock;
        if (coinBlock >= exit.coinBlock) {
            revert WrongCoinBlock(exit.parent, exit.coinBlock - 1, coinBlock);
        }
        _requireSpend(slot, _coins[slot].birth, spend, exit.parent, exit.signer);
        CoinTransfer calldata transfer = spend.transfer;
        // Coin, parent and signer are the same: with these two it is the same transfer.
        bool isSame =
            transfer.to == exit.exitor && _lastCoinBlockOf(transfer) == exit.lastCoinBlock;
        if (!isSame) return _refute(exitId, exit, msg.sender);
        exit.coinBlock = uint32(coinBlock);
        emit ExitMoved(exitId, coinBlock);
    }

    /// @notice Shows a leaf of the coin between birth and the exit's parent, whatever it says, with
    /// a bond. The exit fails unless its history is walked back to this coin block.
    function challengeBefore(uint256 exitId, bytes32 leaf, Inclusion calldata inclusion)
        external
        payable
        nonReentrant
    {
        Exit storage exit = _challengeable(exitId, window / 2);
        uint64 slot = _slotOf(exitId);
        uint64 birth = _coins[slot].birth;
        uint64 coinBlock = inclusion.coinBlock;
        if (coinBlock <= birth || coinBlock >= exit.parent) {
            revert WrongCoinBlock(birth, exit.parent == 0 ? 0 : exit.parent - 1, coinBlock);
        }
        if (leaf == 0) revert EmptyLeaf();
        _requireIncluded(slot, leaf, inclusion);
        _openChallenge(exitId, exit, coinBlock);
    }

    /// @notice As `challengeBefore`, by the deposit itself: the walk has to reach the depositor.
    function challengeBirth(uint256 exitId) external payable nonReentrant {
        Exit storage exit = _challengeable(exitId, window / 2);
        uint64 birth = _coins[_slotOf(exitId)].birth;
        if (birth >= exit.parent) revert NothingBefore(exitId);
        _openChallenge(exitId, exit, birth);
    }

    /// @notice Shows where the coin came from, one transfer after the other, each the parent of the
    /// last shown. Answers the challenge at each of them, and none can be made there any more.
    function walk(uint256 exitId, Spend[] calldata steps) external nonReentrant {
        Exit storage exit = _challengeable(exitId, window);
        uint64 slot = _slotOf(exitId);
        Coin storage coin = _coins[slot];
        for (uint256 i = 0; i < steps.length; ++i) {
            address receiver = exit.headSigner;
            if (receiver == address(0)) revert NothingBefore(exitId);
            CoinTransfer calldata transfer = steps[i].transfer;
            uint64 coinBlock = steps[i].inclusion.coinBlock;
            if (coinBlock != exit.headParent) revert WrongParent(exit.headParent, coinBlock);
            if (transfer.to != receiver) revert WrongSigner(receiver, transfer.to);
            _requireSpend(slot, coin.birth, steps[i], transfer.parent, transfer.from);
            exit.headSigner = transfer.from;
            exit.headParent = uint32(transfer.parent);
            _points[exitId][coinBlock].isWalked = true;
            _answer(exitId, exit, coinBlock);
            if (_isAtDeposit(exit, coin)) _answer(exitId, exit, coin.birth);
        }
    }

    /// @notice From maturity on: an unanswered challenge ends the exit, also of a coin that left.
    function failExit(uint256 exitId, uint64 coinBlock) external nonReentrant {
        Exit storage exit = _openExit(exitId);
        _requireMature(exit);
        address challenger = _points[exitId][coinBlock].challenger;
        if (challenger == address(0)) revert NotChallenged(exitId, coinBlock);
        if (_isWalked(exitId, exit, coinBlock)) revert AlreadyWalked(exitId, coinBlock);
        _refute(exitId, exit, challenger);
    }

    // ------------------------------------------------------------------------------------ bonds

    /// @notice Pays the bond of an exit that is over: back to the exitor, or half to who refuted it
    /// while half is burnt, so that refuting oneself is not free. Anybody may call.
    function withdrawBond(uint256 exitId) external nonReentrant {
        Exit storage exit = _exits[exitId];
        ExitState state = exit.state;
        bool isVoid = state == ExitState.open && _isVoid(exitId, exit) && exit.openChallenges == 0;
        if (state == ExitState.finalized || isVoid) {
            exit.state = ExitState.settled;
            _payBond(exitId, exit.exitor, exitBond);
        } else if (state == ExitState.refuted) {
            exit.state = ExitState.settled;
            uint256 reward = exitBond / 2;
            _payBond(exitId, exit.signer, reward);
            _payBond(exitId, address(0), exitBond - reward);
        } else {
            revert NothingToWithdraw();
        }
    }

    /// @notice Pays the bond of a challenge: to the exitor once it is answered, else, when the exit
    /// is over, back to the challenger. Anybody may call.
    function withdrawChallengeBond(uint256 exitId, uint64 coinBlock) external nonReentrant {
        Exit storage exit = _exits[exitId];
        Point storage point = _points[exitId][coinBlock];
        if (point.challenger == address(0) || point.isPaid) revert NothingToWithdraw();
        bool isAnswered = _isWalked(exitId, exit, coinBlock);
        bool isOver = exit.state != ExitState.open || _isVoid(exitId, exit);
        if (!isAnswered && !isOver) revert NothingToWithdraw();
        point.isPaid = true;
        _payBond(exitId, isAnswered ? exit.exitor : point.challenger, challengeBond);
    }

    function _payBond(uint256 exitId, address to, uint256 amount) private {
        emit BondPaid(exitId, to, amount);
        _send(to, amount);
    }

    // ----------------------------------------------------------------------------------- reads

    /// @notice Zeros for an id without an exit. Ids are slot * 2^32 + the exit's number, from 0.
    function exitAt(uint256 exitId) external view returns (Exit memory) {
        return _exits[exitId];
    }

    /// @notice What is known about a coin block before an exit's parent. Where the id's coin does
    /// not exist, coin block 0 counts as walked: `exitAt` tells whether there is such an exit.
    function pointAt(uint256 exitId, uint64 coinBlock) external view returns (Point memory point) {
        point = _points[exitId][coinBlock];
        point.isWalked = _isWalked(exitId, _exits[exitId], coinBlock);
    }

    // --------------------------------------------------------------------------------- internals

    function _openExit(uint256 exitId) private view returns (Exit storage exit) {
        exit = _exits[exitId];
        if (exit.state == ExitState.none) revert UnknownExit(exitId);
        if (exit.state != ExitState.open) revert ExitIsOver(exitId, exit.state);
    }

    /// @dev The exit, which has to be open and to have begun less than `period` seconds ago.
    function _challengeable(uint256 exitId, uint256 period)
        private
        view
        returns (Exit storage exit)
    {
        exit = _openExit(exitId);
        uint256 end = exit.startedAt + period;
        if (block.timestamp >= end) revert TooLate(end);
    }

    function _requireMature(Exit storage exit) private view {
        uint256 maturity = uint256(exit.startedAt) + window;
        if (block.timestamp < maturity) revert TooEarly(maturity);
    }

    /// @dev Another exit took the coin, and nobody can challenge this one any more.
    function _isVoid(uint256 exitId, Exit storage exit) private view returns (bool) {
        bool isMature = block.timestamp >= uint256(exit.startedAt) + window;
        return isMature && _coins[_slotOf(exitId)].isExited;
    }

    function _openChallenge(uint256 exitId, Exit storage exit, uint64 coinBlock) private {
        if (msg.value != challengeBond) revert WrongBond(challengeBond, msg.value);
        if (_isWalked(exitId, exit, coinBlock)) revert AlreadyWalked(exitId, coinBlock);
        Point storage point = _points[exitId][coinBlock];
        if (point.challenger != address(0)) revert AlreadyChallenged(exitId, coinBlock);
        point.challenger = msg.sender;
        ++exit.openChallenges;
        emit Challenged(exitId, coinBlock, msg.sender);
    }

    function _answer(uint256 exitId, Exit storage exit, uint64 coinBlock) private {
        if (_points[exitId][coinBlock].challenger != address(0)) --exit.openChallenges;
        emit Walked(exitId, coinBlock);
    }

    /// @dev Birth has no mark of its own: a walk that came to the depositor stays there.
    function _isWalked(uint256 exitId, Exit storage exit, uint64 coinBlock)
        private
        view
        returns (bool)
    {
        if (_points[exitId][coinBlock].isWalked) return true;
        Coin storage coin = _coins[_slotOf(exitId)];
        return coinBlock == coin.birth && _isAtDeposit(exit, coin);
    }

    function _isAtDeposit(Exit storage exit, Coin storage coin) private view returns (bool) {
        return exit.headSigner == coin.owner && exit.headParent == coin.birth;
    }

    function _refute(uint256 exitId, Exit storage exit, address refuter) private {
        exit.state = ExitState.refuted;
        exit.signer = refuter;
        emit ExitRefuted(exitId, refuter);
        uint64 slot = _slotOf(exitId);
        if (_coins[slot].isExited) return;
        checkpoints.append(InboxKind.EXIT_ENDED, abi.encode(slot, exitId));
    }

    function _slotOf(uint256 exitId) private pure returns (uint64) {
        return uint64(exitId >> EXITS_PER_COIN_BITS);
    }
}
