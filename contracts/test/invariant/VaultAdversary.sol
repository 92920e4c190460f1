// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinTransfer, Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {Tree} from "../support/Tree.sol";
import {CoinLife, CoinLives} from "./CoinLife.sol";
import {VaultHonest} from "./VaultHonest.sol";

/// @notice Everybody at once. Whoever holds all validators puts what he likes into coin blocks,
/// withholds them, certifies any tree, exits, challenges, walks and finalizes at random; the honest
/// look now and then.
contract VaultAdversary is VaultHonest {
    using CoinLives for CoinLife;

    uint64 private constant COINS = 12;
    uint256 private constant COINS_AT_ONCE = 3;
    uint256 private constant LONGEST_WAIT = WINDOW / 6;

    /// @dev Digests of all that honest owners ever signed.
    bytes32[] private _gifts;
    /// @dev A leaf that the newest lying checkpoint put into an old coin block.
    uint64 private _lieSlot;
    bytes32 private _lie;
    Inclusion private _lieProof;

    CoinLife private _nothing;

    /// @notice Lies about old coin blocks that the Vault believed.
    uint256 public believedLies;

    /// @notice The functions that may be called in any order, with any numbers.
    function moves() external pure returns (bytes4[] memory all) {
        all = new bytes4[](10);
        all[0] = this.deposit.selector;
        all[1] = this.give.selector;
        all[2] = this.makeBlock.selector;
        all[3] = this.certify.selector;
        all[4] = this.scheme.selector;
        all[5] = this.exit.selector;
        all[6] = this.challenge.selector;
        all[7] = this.push.selector;
        all[8] = this.look.selector;
        all[9] = this.sell.selector;
    }

    /// @dev Every second call comes at once.
    modifier afterAWhile(uint256 seconds_) {
        pass(seconds_ % 2 == 0 ? 0 : bound(seconds_, 0, LONGEST_WAIT));
        _;
    }

    // ------------------------------------------------------------------------------- the honest

    function look(uint256 wait) external afterAWhile(wait) {
        lookAtAll();
    }

    /// @notice A coin of ether, of units or of a token, by anybody.
    function deposit(uint256 wait, uint256 who, uint256 amount) external afterAWhile(wait) {
        if (lives.length == COINS || _coinsInside() == COINS_AT_ONCE) return;
        address owner = people[who % PEOPLE];
        uint256 value = bound(amount, 1, 10 ether);
        uint64 slot = uint64(lives.length + 1);
        if (amount % 4 == 3) things.mint(owner, slot);
        vm.prank(owner);
        if (amount % 4 < 2) vault.depositEth{value: value}();
        else if (amount % 4 == 2) vault.depositErc20(address(units), value);
        else vault.depositErc721(address(things), slot);
        CoinLife storage life = lives.push();
        life.slot = slot;
        life.birth = vault.coinAt(slot).birth;
        life.followed = life.birth;
        life.isClean = true;
        if (isHonest(owner)) life.keeper = owner;
        _count("deposit");
    }

    /// @notice An honest owner signs the coin away; whether it is included is up to the validators.
    function give(uint256 wait, uint256 coin, uint256 to, uint256 blocks)
        external
        afterAWhile(wait)
    {
        CoinLife storage life = _coin(coin);
        if (life.slot == 0) return;
        follow(life);
        bool isFree = life.keeper != address(0) && life.isClean && !life.isGiven;
        if (!isFree || vault.coinAt(life.slot).isExited || openExits(life.slot) > 0) return;
        life.given = CoinTransfer({
            slot: life.slot,
            parent: life.last(),
            from: life.keeper,
            to: people[to % PEOPLE],
            lastCoinBlock: coveredCount() + uint64(bound(blocks, 1, 5))
        });
        life.isGiven = true;
        _gifts.push(record(life.given, life.keeper));
        _count("give");
    }

    // --------------------------------------------------------------------------- the validators

    /// @notice A coin block with anything in it, also for a coin that is not there yet; sometimes
    /// withheld from the honest, and mostly covered by a checkpoint at once.
    function makeBlock(uint256 wait, uint256 seed) external afterAWhile(wait) {
        uint64 coinBlock = blockCount() + 1;
        Tree.Leaves memory all;
        for (uint64 slot = 1; slot <= lives.length + 1 && slot <= COINS; ++slot) {
            if (vault.coinAt(slot).isExited) continue;
            bytes32 leaf = _anyLeaf(slot, coinBlock, _mix(seed, slot));
            if (leaf == 0) continue;
            all = Tree.with_(all, slot, leaf);
            leaves[slot][coinBlock] = leaf;
        }
        addBlock(all);
        if (_mix(seed, 100) % 8 == 0) _withhold(coinBlock);
        if (_mix(seed, 101) % 4 != 0) coverBlocks();
    }

    /// @notice A checkpoint, which may lie about an old coin block; or the use of a lie; or a look
    /// at all that was withheld.
    function certify(uint256 wait, uint256 kind, uint256 coin, uint256 seed)
        external
        afterAWhile(wait)
    {
        if (kind % 4 == 0) coverBlocks();
        else if (kind % 4 == 1) _publish();
        else if (kind % 4 == 2) _makeLie(coin, seed);
        else _useLie(seed);
    }

    function _withhold(uint64 coinBlock) private {
        isWithheld[coinBlock] = true;
        _count("withheld");
    }

    function _publish() private {
        for (uint64 n = 1; n <= blockCount(); ++n) {
            isWithheld[n] = false;
        }
        _count("published");
    }

    /// @dev A tree that has another leaf in a coin block that was covered before.
    function _makeLie(uint256 coin, uint256 seed) private {
        if (coveredCount() == 0) return;
        CoinLife storage life = _coin(coin);
        if (life.slot == 0) return;
        uint64 coinBlock = uint64(bound(seed, 1, coveredCount()));
        _lieSlot = life.slot;
        _lie = _anyTransfer(life.slot, coinBlock, _mix(seed, 0));
        _lieProof = coverBlocksLying(life.slot, coinBlock, _lie);
        _count("lie");
        _useLie(seed);
    }

    /// @dev Exits with the lie, or challenges with it: it must never be believed.
    function _useLie(uint256 seed) private {
        if (_lie == 0) return;
        Spend memory spend;
        spend.transfer = signed[_lie].transfer;
        spend.signature = signatureUnder(_lie);
        spend.inclusion = _lieProof;
        bool isBelieved = tryExitBy(_lieSlot, spend, spend.transfer.to);
        uint256 count = vault.coinAt(_lieSlot).exitCount;
        if (count > 0) {
            uint256 exitId = uint256(_lieSlot) << 32 | seed % count;
            isBelieved = challengeBy(exitId, spend, people[5]) || isBelieved;
            isBelieved = challengeWith(exitId, _lie, _lieProof, people[5]) || isBelieved;
        }
        if (isBelieved) ++believedLies;
        _count("lie used");
    }

    // ------------------------------------------------------------------------------- the cheats

    /// @notice A cheat who owns a coin passes it on, in the end to an honest person.
    function sell(uint256 wait, uint256 coin, uint256 seed) external afterAWhile(wait) {
        CoinLife storage life = _nothing;
        for (uint256 i = 0; i < lives.length && life.slot == 0; ++i) {
            CoinLife storage one = lives[(coin % lives.length + i) % lives.length];
            if (one.keeper == address(0) && !vault.coinAt(one.slot).isExited) life = one;
        }
        if (life.slot == 0) return;
        (address owner, uint64 last,) = ownerAt(life.slot, blockCount());
        if (isHonest(owner)) return;
        _includeChain(life.slot, owner, last, people[seed % HONEST], seed);
        coverBlocks();
        follow(life);
        _count("sale");
    }

    /// @notice As a sale, but from an owner of old or from no owner, to another cheat, sometimes
    /// withheld, the last transfer perhaps included twice; and an exit with it.
    function scheme(uint256 wait, uint256 coin, uint256 seed) external afterAWhile(wait) {
        CoinLife storage life = _coin(coin);
        if (life.slot == 0) return;
        (address from, uint64 parent) = _cheatOf(life, _mix(seed, 0));
        if (seed % 3 == 0) (from, parent) = (people[HONEST + (seed >> 16) % HONEST], life.last());
        address to = people[HONEST + seed % HONEST];
        uint64 first = blockCount() + 1;
        uint64 last = _includeChain(life.slot, from, parent, to, seed);
        if (seed % 5 == 0) {
            _include(life.slot, last + 1, leaves[life.slot][last]);
            ++last;
            _count("leaf included twice");
        }
        for (uint64 n = first; n <= last && seed % 4 == 0; ++n) {
            _withhold(n);
        }
        coverBlocks();
        if (seed % 8 < 6 && tryExit(life.slot, last, to)) _count("exit of a scheme");
    }

    /// @dev One to three transfers, each in a coin block of its own.
    function _includeChain(uint64 slot, address from, uint64 parent, address to, uint256 seed)
        private
        returns (uint64)
    {
        for (uint256 left = 1 + (seed >> 8) % 3; left > 0; --left) {
            address next = left == 1 ? to : people[HONEST + _mix(seed, left) % HONEST];
            CoinTransfer memory transfer = CoinTransfer(slot, parent, from, next, FOR_EVER);
            parent = blockCount() + 1;
            _include(slot, parent, record(transfer, from));
            from = next;
        }
        return parent;
    }

    function _include(uint64 slot, uint64 coinBlock, bytes32 leaf) private {
        Tree.Leaves memory all;
        addBlock(Tree.with_(all, slot, leaf));
        leaves[slot][coinBlock] = leaf;
    }

    /// @notice An exit by one of the dishonest, with what stands in the blocks.
    function exit(uint256 wait, uint256 coin, uint256 seed) external afterAWhile(wait) {
        CoinLife storage life = _coin(coin);
        if (life.slot == 0) return;
        (address by, uint64 coinBlock) = _cheatOf(life, seed);
        if (tryExit(life.slot, coinBlock, by)) _count("exit of a cheat");
    }

    /// @notice Anything that can be said against an exit, by one of the dishonest.
    function challenge(uint256 wait, uint256 which, uint256 where, uint256 kind)
        external
        afterAWhile(wait)
    {
        uint256 exitId = _openExit(which);
        if (exitId == 0 || coveredCount() == 0) return;
        uint64 slot = slotOf(exitId);
        uint64 from = kind % 2 == 0 ? vault.exitAt(exitId).parent + 1 : vault.coinAt(slot).birth;
        uint64 coinBlock = uint64(bound(where, from, coveredCount()));
        while (coinBlock > from && leaves[slot][coinBlock] == 0) {
            --coinBlock;
        }
        if (kind % 2 == 0) challengeSpent(exitId, coinBlock, people[5]);
        else challengeBefore(exitId, coinBlock, people[5]);
    }

    /// @notice Walks, fails or finalizes any exit, or takes a bond, as anybody may.
    function push(uint256 wait, uint256 which, uint256 what, uint256 where)
        external
        afterAWhile(wait)
    {
        if (exits.length == 0) return;
        uint256 choice = what % 8;
        uint256 exitId = choice < 6 ? _openExit(which) : exits[which % exits.length];
        if (choice < 3) return walkBack(exitId);
        if (choice < 5) return finalize(exitId);
        if (choice == 6) return withdrawBond(exitId);
        if (points[exitId].length == 0) return;
        uint64 coinBlock = points[exitId][where % points[exitId].length];
        if (choice == 5) fail(exitId, coinBlock);
        else withdrawChallengeBond(exitId, coinBlock);
    }

    // ------------------------------------------------------------------------------- choices

    /// @dev A coin that is still inside; none if there is none.
    function _coin(uint256 which) private view returns (CoinLife storage life) {
        uint256 count = lives.length;
        for (uint256 i = 0; i < count; ++i) {
            life = lives[(which % count + i) % count];
            if (!vault.coinAt(life.slot).isExited) return life;
        }
        return _nothing;
    }

    function _coinsInside() private view returns (uint256 count) {
        for (uint256 i = 0; i < lives.length; ++i) {
            if (!vault.coinAt(lives[i].slot).isExited) ++count;
        }
    }

    /// @dev An exit that is open, if one of the next few is.
    function _openExit(uint256 which) private view returns (uint256 exitId) {
        for (uint256 i = 0; i < exits.length; ++i) {
            exitId = exits[(which % exits.length + i) % exits.length];
            if (isOpen(exitId)) return exitId;
        }
        return 0;
    }

    /// @dev A cheat who got the coin once, and where; else any cheat and coin block.
    function _cheatOf(CoinLife storage life, uint256 seed)
        private
        view
        returns (address by, uint64 coinBlock)
    {
        uint64 count = coveredCount() - life.birth + 1;
        for (uint64 i = 0; i < count && i < 16; ++i) {
            coinBlock = life.birth + (uint64(seed % count) + i) % count;
            by = coinBlock == life.birth
                ? vault.coinAt(life.slot).owner
                : transferAt(life.slot, coinBlock).to;
            if (by != address(0) && by != address(vault) && !isHonest(by)) return (by, coinBlock);
        }
        return (people[HONEST + (seed >> 8) % HONEST], coinBlock);
    }

    /// @dev Mostly what the owner could sign, so that histories come about: a cheat's transfer, an
    /// honest owner's gift. Now and then junk, an old gift, a leaf seen before, a wrong transfer.
    function _anyLeaf(uint64 slot, uint64 coinBlock, uint256 seed) private returns (bytes32 leaf) {
        if (slot > lives.length) {
            return seed % 8 == 0 ? _anyTransfer(slot, coinBlock, seed >> 8) : bytes32(0);
        }
        CoinLife storage life = lives[slot - 1];
        (address owner,,) = ownerAt(slot, coinBlock - 1);
        uint256 choice = seed % 32;
        if (choice == 0) return keccak256("junk");
        if (choice == 1 && _gifts.length > 0) return _gifts[(seed >> 8) % _gifts.length];
        if (choice == 2) {
            leaf = leaves[slot][uint64((seed >> 8) % coinBlock)];
            if (leaf != 0) _count("leaf included twice");
            return leaf;
        }
        if (choice == 3) return _anyTransfer(slot, coinBlock, seed >> 8);
        if (choice < 20 && life.isGiven) return vault.digestOf(life.given);
        if (choice < 20 && !isHonest(owner)) return _anyTransfer(slot, coinBlock, seed >> 8);
    }

    /// @dev Mostly what the owner of the moment could sign if he is a cheat; else with one thing
    /// wrong: the parent, the signer, the coin, or the time.
    function _anyTransfer(uint64 slot, uint64 coinBlock, uint256 seed) private returns (bytes32) {
        (address owner, uint64 last) = (address(0), 0);
        if (slot <= lives.length) (owner, last,) = ownerAt(slot, coinBlock - 1);
        address cheat = people[HONEST + (seed >> 8) % HONEST];
        bool isOwners = owner != address(0) && !isHonest(owner);
        address from = isOwners ? owner : cheat;
        address signer = from;
        address to = people[(seed >> 16) % PEOPLE];
        uint64 lastCoinBlock = FOR_EVER;
        uint256 wrong = seed % (isOwners ? 32 : 8);
        if (wrong == 0) last = uint64((seed >> 24) % coinBlock);
        else if (wrong == 1) from = people[(seed >> 24) % PEOPLE];
        else if (wrong == 2) signer = cheat;
        else if (wrong == 3) slot = uint64(1 + (seed >> 24) % COINS);
        else if (wrong == 4) lastCoinBlock = coinBlock + uint64((seed >> 24) % 4) - 1;
        else if (wrong == 5) to = (seed >> 24) % 2 == 0 ? address(vault) : address(0);
        else if (wrong == 6) (from, signer) = (owner, cheat);
        return record(CoinTransfer(slot, last, from, to, lastCoinBlock), signer);
    }

    function _mix(uint256 seed, uint256 i) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, i)));
    }
}
