// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Coin} from "../../src/CoinDeposits.sol";
import {CoinTransfer, Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {PlainErc20, PlainErc721} from "../mocks/PlainTokens.sol";
import {CoinBlocks} from "../support/CoinBlocks.sol";

/// @notice Three honest people and three cheats, the coins, what stands in coin blocks, and what
/// one can do at the Vault with it. Each thing done is counted, so that a run in which nothing
/// happens is seen, and judged: whom it hurts.
abstract contract VaultWorld is CoinBlocks {
    /// @dev A transfer and whose key signed it, which may be anybody's.
    struct Signed {
        CoinTransfer transfer;
        address signer;
    }

    uint64 internal constant FOR_EVER = type(uint64).max;
    uint256 internal constant PEOPLE = 6;
    uint256 internal constant HONEST = 3;

    address[] internal people;
    mapping(address account => uint256) private _keys;
    PlainErc20 public units;
    PlainErc721 public things;

    mapping(uint64 slot => mapping(uint64 coinBlock => bytes32)) internal leaves;
    mapping(bytes32 digest => Signed) internal signed;
    /// @dev Blocks that a checkpoint covers and whose content only cheats know.
    mapping(uint64 coinBlock => bool) internal isWithheld;

    uint256[] internal exits;
    mapping(uint256 exitId => uint64[]) internal points;
    mapping(uint256 exitId => address) private _refuters;
    /// @dev Challenges by the owner himself, which nobody can answer.
    mapping(uint256 exitId => mapping(uint64 coinBlock => bool)) private _isOwners;

    /// @dev Calls that took a bond out.
    mapping(bytes32 callHash => bool) private _hasPaid;

    /// @notice Bonds that were paid in and not taken.
    uint256 public bondsInside;
    /// @notice Honest owners who lost a bond, and bonds that went elsewhere than they should.
    uint256 public injustices;
    mapping(bytes32 what => uint256) public counts;

    constructor() {
        deployAll();
        holdAllValidators();
        units = new PlainErc20();
        things = new PlainErc721();
        string[6] memory names = ["ann", "bob", "cat", "mal", "mim", "moe"];
        for (uint256 i = 0; i < PEOPLE; ++i) {
            uint256 key = uint256(keccak256(bytes(names[i])));
            address account = vm.addr(key);
            people.push(account);
            _keys[account] = key;
            vm.deal(account, 1_000_000 ether);
            units.mint(account, 1_000_000 ether);
            vm.startPrank(account);
            units.approve(address(vault), type(uint256).max);
            things.setApprovalForAll(address(vault), true);
            vm.stopPrank();
        }
    }

    // ------------------------------------------------------------------------- what is true

    /// @notice Whose the coin is by all that stands in coin blocks up to `upTo`, and by which
    /// transfers: each is the first that the owner before made of it.
    function ownerAt(uint64 slot, uint64 upTo)
        internal
        view
        returns (address owner, uint64 last, uint64 parent)
    {
        Coin memory coin = vault.coinAt(slot);
        (owner, last, parent) = (coin.owner, coin.birth, coin.birth);
        for (uint64 n = coin.birth + 1; n <= upTo; ++n) {
            Signed storage one = signed[leaves[slot][n]];
            CoinTransfer memory transfer = one.transfer;
            bool isSpent = transfer.slot == slot && transfer.parent == last
                && transfer.from == owner && one.signer == owner && n <= transfer.lastCoinBlock
                && transfer.to != address(0) && transfer.to != address(vault);
            if (isSpent) (owner, last, parent) = (transfer.to, n, last);
        }
    }

    /// @notice Judges who got a coin.
    function left(uint64 slot, address exitor) internal virtual;

    /// @notice Whether this honest person knows that the coin is his, since the transfer at `last`.
    function keeps(address account, uint64 slot, uint64 last) internal view virtual returns (bool);

    function isHonest(address account) internal view returns (bool) {
        return account == people[0] || account == people[1] || account == people[2];
    }

    function isOpen(uint256 exitId) internal view returns (bool) {
        return vault.exitAt(exitId).state == Vault.ExitState.open;
    }

    function openExits(uint64 slot) internal view returns (uint256 open) {
        uint256 count = vault.coinAt(slot).exitCount;
        for (uint256 i = 0; i < count; ++i) {
            if (isOpen(uint256(slot) << 32 | i)) ++open;
        }
    }

    function slotOf(uint256 exitId) internal pure returns (uint64) {
        return uint64(exitId >> 32);
    }

    function transferAt(uint64 slot, uint64 coinBlock)
        internal
        view
        returns (CoinTransfer memory)
    {
        return signed[leaves[slot][coinBlock]].transfer;
    }

    /// @dev A leaf that a signed transfer stands behind, and that a checkpoint covers.
    function isTransfer(uint64 slot, uint64 coinBlock) internal view returns (bool) {
        return coinBlock <= coveredCount() && transferAt(slot, coinBlock).from != address(0);
    }

    // --------------------------------------------------------------------------------- moves

    function record(CoinTransfer memory transfer, address signer)
        internal
        returns (bytes32 digest)
    {
        digest = vault.digestOf(transfer);
        if (signed[digest].signer == address(0)) signed[digest] = Signed(transfer, signer);
    }

    function spendAt(uint64 slot, uint64 coinBlock) internal view returns (Spend memory spend) {
        bytes32 digest = leaves[slot][coinBlock];
        spend.transfer = signed[digest].transfer;
        spend.signature = signatureUnder(digest);
        spend.inclusion = includedAt(slot, coinBlock);
    }

    function signatureUnder(bytes32 digest) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keys[signed[digest].signer], digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev An exit with the transfer at `coinBlock`, and with its parent unless that is the
    /// deposit.
    function tryExit(uint64 slot, uint64 coinBlock, address by) internal returns (bool) {
        uint64 birth = vault.coinAt(slot).birth;
        if (coinBlock == birth) return tryExitWith(slot, new Spend[](0), by);
        if (!isTransfer(slot, coinBlock)) return false;
        return tryExitBy(slot, spendAt(slot, coinBlock), by);
    }

    function tryExitBy(uint64 slot, Spend memory last, address by) internal returns (bool) {
        uint64 parent = last.transfer.parent;
        bool isFirst = parent == vault.coinAt(slot).birth;
        Spend[] memory spends = new Spend[](isFirst ? 1 : 2);
        spends[spends.length - 1] = last;
        if (!isFirst) {
            if (!isTransfer(slot, parent)) return false;
            spends[0] = spendAt(slot, parent);
        }
        return tryExitWith(slot, spends, by);
    }

    function tryExitWith(uint64 slot, Spend[] memory spends, address by)
        internal
        returns (bool isDone)
    {
        bytes memory result;
        vm.prank(by);
        (isDone, result) =
            address(vault).call{value: EXIT_BOND}(abi.encodeCall(Vault.startExit, (slot, spends)));
        if (!isDone) return false;
        exits.push(abi.decode(result, (uint256)));
        bondsInside += EXIT_BOND;
        for (uint256 i = 0; i < spends.length; ++i) {
            isWithheld[spends[i].inclusion.coinBlock] = false;
        }
    }

    function challengeBefore(uint256 exitId, uint64 coinBlock, address by) internal {
        uint64 slot = slotOf(exitId);
        if (coinBlock == vault.coinAt(slot).birth) {
            bytes memory call = abi.encodeCall(Vault.challengeBirth, (exitId));
            if (_challenge(exitId, coinBlock, by, call)) _count("challenge of birth");
            return;
        }
        bytes32 leaf = leaves[slot][coinBlock];
        if (leaf != 0) challengeWith(exitId, leaf, includedAt(slot, coinBlock), by);
    }

    function challengeWith(uint256 exitId, bytes32 leaf, Inclusion memory inclusion, address by)
        internal
        returns (bool isDone)
    {
        bytes memory call = abi.encodeCall(Vault.challengeBefore, (exitId, leaf, inclusion));
        isDone = _challenge(exitId, inclusion.coinBlock, by, call);
        if (isDone) _count("challenge before");
    }

    function _challenge(uint256 exitId, uint64 coinBlock, address by, bytes memory call)
        private
        returns (bool isDone)
    {
        vm.prank(by);
        (isDone,) = address(vault).call{value: CHALLENGE_BOND}(call);
        if (!isDone) return false;
        points[exitId].push(coinBlock);
        bondsInside += CHALLENGE_BOND;
        isWithheld[coinBlock] = false;
        (address owner, uint64 last,) = ownerAt(slotOf(exitId), coveredCount());
        _isOwners[exitId][coinBlock] = by == owner && keeps(by, slotOf(exitId), last);
    }

    function challengeSpent(uint256 exitId, uint64 coinBlock, address by) internal {
        if (!isTransfer(slotOf(exitId), coinBlock)) return;
        challengeBy(exitId, spendAt(slotOf(exitId), coinBlock), by);
    }

    function challengeBy(uint256 exitId, Spend memory spend, address by)
        internal
        returns (bool isDone)
    {
        bool isRightful = _isRightful(exitId);
        vm.prank(by);
        isDone = _try(abi.encodeCall(Vault.challengeAfter, (exitId, spend)), "challenge after");
        if (!isDone) {
            vm.prank(by);
            bytes memory call = abi.encodeCall(Vault.challengeBetween, (exitId, spend));
            isDone = _try(call, "challenge between");
        }
        if (!isDone) return false;
        isWithheld[spend.inclusion.coinBlock] = false;
        if (isOpen(exitId)) _count("exit moved");
        else _refuted(exitId, isRightful, by);
    }

    function fail(uint256 exitId, uint64 coinBlock) internal {
        bool isRightful = _isRightful(exitId);
        address challenger = vault.pointAt(exitId, coinBlock).challenger;
        if (!_try(abi.encodeCall(Vault.failExit, (exitId, coinBlock)), "failed")) return;
        _refuted(exitId, isRightful, challenger);
    }

    function _refuted(uint256 exitId, bool isRightful, address refuter) private {
        _refuters[exitId] = refuter;
        if (isRightful) ++injustices;
    }

    /// @dev Whether it is the exit of an honest owner, with the transfer that made him so.
    function _isRightful(uint256 exitId) private view returns (bool) {
        Vault.Exit memory exit_ = vault.exitAt(exitId);
        uint64 slot = slotOf(exitId);
        (address owner, uint64 last,) = ownerAt(slot, coveredCount());
        uint64 from = exit_.signer == address(0) ? vault.coinAt(slot).birth : exit_.coinBlock;
        return isHonest(owner) && exit_.exitor == owner && from == last;
    }

    /// @dev As far back as the leaves go.
    function walkBack(uint256 exitId) internal {
        uint64 slot = slotOf(exitId);
        uint64 birth = vault.coinAt(slot).birth;
        for (uint64 before = FOR_EVER;;) {
            uint64 next = vault.exitAt(exitId).headParent;
            if (next <= birth || next >= before || !isTransfer(slot, next)) return;
            before = next;
            Spend[] memory steps = new Spend[](1);
            steps[0] = spendAt(slot, next);
            if (!_try(abi.encodeCall(Vault.walk, (exitId, steps)), "walk")) return;
            isWithheld[next] = false;
        }
    }

    function finalize(uint256 exitId) internal {
        if (!_try(abi.encodeCall(Vault.finalizeExit, (exitId)), "finalized")) return;
        address exitor = vault.exitAt(exitId).exitor;
        _count(isHonest(exitor) ? bytes32("left to the honest") : bytes32("left to a cheat"));
        left(slotOf(exitId), exitor);
    }

    // --------------------------------------------------------------------------------- bonds

    function withdrawBond(uint256 exitId) internal {
        Vault.Exit memory before = vault.exitAt(exitId);
        bool isRefuted = before.state == Vault.ExitState.refuted;
        address to = isRefuted ? _refuters[exitId] : before.exitor;
        uint256 had = to.balance;
        uint256 burnt = address(0).balance;
        bytes memory call = abi.encodeCall(Vault.withdrawBond, (exitId));
        if (!_takeBond(call, EXIT_BOND, "bond taken")) return;
        uint256 due = isRefuted ? EXIT_BOND / 2 : EXIT_BOND;
        bool isRight = to.balance == had + due && address(0).balance == burnt + EXIT_BOND - due;
        if (!isRight) ++injustices;
        if (before.state == Vault.ExitState.open) _count("bond of a void exit taken");
    }

    function withdrawChallengeBond(uint256 exitId, uint64 coinBlock) internal {
        Vault.Point memory point = vault.pointAt(exitId, coinBlock);
        address to = point.isWalked ? vault.exitAt(exitId).exitor : point.challenger;
        uint256 had = to.balance;
        bytes memory call = abi.encodeCall(Vault.withdrawChallengeBond, (exitId, coinBlock));
        if (!_takeBond(call, CHALLENGE_BOND, "challenge bond taken")) return;
        bool isRobbed = _isOwners[exitId][coinBlock] && point.isWalked;
        if (to.balance != had + CHALLENGE_BOND || isRobbed) ++injustices;
    }

    /// @dev Once: who gets it again gets the bond of another, which is missing from then on.
    function _takeBond(bytes memory call, uint256 bond, bytes32 what)
        private
        returns (bool isFirst)
    {
        if (!_try(call, what)) return false;
        isFirst = !_hasPaid[keccak256(call)];
        _hasPaid[keccak256(call)] = true;
        if (isFirst) bondsInside -= bond;
        else ++injustices;
    }

    /// @notice Ends whatever can be ended, and takes all bonds, or more if the Vault lets him.
    function settleAll() internal {
        for (uint256 i = 0; i < exits.length; ++i) {
            uint256 exitId = exits[i];
            for (uint256 j = 0; j < points[exitId].length; ++j) {
                fail(exitId, points[exitId][j]);
            }
            finalize(exitId);
        }
        for (uint256 i = 0; i < 2 * exits.length; ++i) {
            uint256 exitId = exits[i / 2];
            withdrawBond(exitId);
            for (uint256 j = 0; j < points[exitId].length; ++j) {
                withdrawChallengeBond(exitId, points[exitId][j]);
            }
        }
    }

    function _try(bytes memory call, bytes32 what) private returns (bool isDone) {
        (isDone,) = address(vault).call(call);
        if (isDone) _count(what);
    }

    function _count(bytes32 what) internal {
        ++counts[what];
    }
}
