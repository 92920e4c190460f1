// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Coin} from "../../src/CoinDeposits.sol";
import {Vault} from "../../src/Vault.sol";
import {CoinLife, CoinLives} from "./CoinLife.sol";
import {VaultWorld} from "./VaultWorld.sol";

/// @notice Three honest people, who look at the Vault once in each half of a window, do no more
/// than a watchtower would, and know no more than what was published; and the books about all
/// coins.
abstract contract VaultHonest is VaultWorld {
    using CoinLives for CoinLife;

    /// @dev What starts right after a look is seen before its first half is over.
    uint256 internal constant LOOK_EVERY = WINDOW / 2 - 1;

    CoinLife[] internal lives;
    uint256 internal lookedAt = block.timestamp;

    /// @notice Coins that left to somebody else than their secured owner.
    uint256 public thefts;

    // ------------------------------------------------------------------------------- looking

    /// @dev Lets time pass, and the honest look before it is too late.
    function pass(uint256 seconds_) internal {
        uint256 until = block.timestamp + seconds_;
        if (until >= lookedAt + LOOK_EVERY) {
            vm.warp(lookedAt + LOOK_EVERY);
            lookAtAll();
        }
        vm.warp(until);
    }

    function lookAtAll() internal {
        lookedAt = block.timestamp;
        for (uint256 i = 0; i < lives.length; ++i) {
            follow(lives[i]);
            if (lives[i].keeper != address(0)) _look(lives[i]);
        }
    }

    function _look(CoinLife storage life) private {
        if (vault.coinAt(life.slot).isExited) return;
        bool isThreatened = !life.isClean;
        bool isLeaving;
        uint256 count = vault.coinAt(life.slot).exitCount;
        for (uint256 j = 0; j < count; ++j) {
            uint256 exitId = uint256(life.slot) << 32 | j;
            Vault.Exit memory exit_ = vault.exitAt(exitId);
            if (exit_.state != Vault.ExitState.open) continue;
            bool isOwn = exit_.exitor == life.keeper;
            if (isOwn || exit_.exitor == life.giver) {
                if (exit_.openChallenges > 0) walkBack(exitId);
                finalize(exitId);
            } else {
                _watch(life, exitId);
            }
            isLeaving = isLeaving || isOwn && isOpen(exitId);
            isThreatened = isThreatened || !isOwn;
        }
        if (vault.coinAt(life.slot).isExited || isLeaving || !isThreatened) return;
        if (tryExit(life.slot, life.last(), life.keeper)) _count("exit of an owner");
    }

    /// @dev Shows that a transfer was spent; else challenges at the newest transfer that led to him
    /// and stands before the exit's: at older ones a thief who had the coin then could answer.
    function _watch(CoinLife storage life, uint256 exitId) private {
        for (uint256 i = 0; i < life.history.length; ++i) {
            challengeSpent(exitId, life.history[i], life.keeper);
            if (!isOpen(exitId)) return;
        }
        uint64 parent = vault.exitAt(exitId).parent;
        uint64 newest = life.birth;
        for (uint256 i = 0; i < life.history.length; ++i) {
            if (life.history[i] < parent) newest = life.history[i];
        }
        challengeBefore(exitId, newest, life.keeper);
        fail(exitId, newest);
    }

    // ----------------------------------------------------------------------------- following

    /// @dev Who owns the coin now: whoever got what its keeper gave, or found it secured.
    function follow(CoinLife storage life) internal {
        if (vault.coinAt(life.slot).isExited) return;
        if (life.keeper == address(0)) return _secure(life);
        for (uint64 n = life.followed + 1; n <= coveredCount(); ++n) {
            if (isWithheld[n]) {
                life.isClean = false;
                return;
            }
            life.followed = n;
            bytes32 leaf = leaves[life.slot][n];
            if (leaf == 0) continue;
            bool isGift = life.isGiven && leaf == vault.digestOf(life.given)
                && n <= life.given.lastCoinBlock;
            if (!isGift) {
                life.isClean = false;
                continue;
            }
            life.isGiven = false;
            life.giver = life.keeper;
            life.keeper = isHonest(life.given.to) ? life.given.to : address(0);
            life.history.push(n);
            _count("gift");
            if (life.keeper == address(0)) return;
        }
        if (life.isGiven && coveredCount() >= life.given.lastCoinBlock) {
            life.isGiven = false;
            _count("gift never included");
        }
    }

    /// @dev An honest person takes a coin for his own only if nothing but its history was ever
    /// there and nobody is taking it out.
    function _secure(CoinLife storage life) private {
        if (openExits(life.slot) > 0) return;
        uint64 parent = life.birth;
        address owner = vault.coinAt(life.slot).owner;
        delete life.history;
        for (uint64 n = life.birth + 1; n <= coveredCount(); ++n) {
            if (isWithheld[n]) return;
            if (leaves[life.slot][n] == 0) continue;
            (address next, uint64 last,) = ownerAt(life.slot, n);
            if (last != n) return;
            (parent, owner) = (n, next);
            life.history.push(n);
        }
        if (!isHonest(owner)) return;
        life.keeper = owner;
        life.giver = address(0);
        life.isClean = true;
        life.isGiven = false;
        life.followed = coveredCount();
        _count("secured");
    }

    function keeps(address account, uint64 slot, uint64 last)
        internal
        view
        override
        returns (bool)
    {
        CoinLife storage life = lives[slot - 1];
        return life.keeper == account && life.last() == last;
    }

    // --------------------------------------------------------------------------------- books

    function left(uint64 slot, address exitor) internal override {
        CoinLife storage life = lives[slot - 1];
        if (life.keeper == address(0)) return;
        // A cheat to whom the keeper gave the coin, in a block that was withheld, is its owner.
        (address owner,,) = ownerAt(slot, coveredCount());
        bool isRight = exitor == life.keeper || exitor == life.giver || exitor == owner;
        if (!isRight) ++thefts;
    }

    /// @notice Whether the Vault has the coins that did not leave and the bonds that nobody took,
    /// to the wei.
    function isSolvent() public view returns (bool) {
        uint256[2] memory sums;
        for (uint256 i = 0; i < lives.length; ++i) {
            Coin memory coin = vault.coinAt(lives[i].slot);
            if (coin.kind < 2) {
                if (!coin.isExited) sums[coin.kind] += coin.value;
                continue;
            }
            bool isHere = things.ownerOf(coin.value) == address(vault);
            if (isHere == coin.isExited) return false;
            if (isHere != vault.lockedId(address(things), coin.value)) return false;
        }
        return address(vault).balance == sums[0] + bondsInside
            && vault.locked(address(units)) == sums[1]
            && units.balanceOf(address(vault)) == sums[1];
    }

    // ------------------------------------------------------------------------------- the end

    /// @notice Everybody leaves, whatever cheats say against it.
    /// @return frozen Coins that their owners could not take out, and bonds that stayed.
    function leave() external returns (uint256 frozen) {
        for (uint64 n = 1; n <= coveredCount(); ++n) {
            isWithheld[n] = false;
        }
        uint256[] memory last = new uint256[](lives.length);
        for (uint256 i = 0; i < lives.length; ++i) {
            follow(lives[i]);
            if (!_canLeave(lives[i])) continue;
            (address owner, uint64 coinBlock,) = ownerAt(lives[i].slot, coveredCount());
            if (!tryExit(lives[i].slot, coinBlock, owner)) ++frozen;
            last[i] = exits[exits.length - 1];
            _contest(last[i], coinBlock);
        }
        for (uint256 times = 0; times < 4; ++times) {
            pass(LOOK_EVERY);
            for (uint256 i = 0; i < last.length; ++i) {
                walkBack(last[i]);
            }
        }
        settleAll();
        for (uint256 i = 0; i < lives.length; ++i) {
            if (_canLeave(lives[i])) ++frozen;
        }
        if (bondsInside != 0) ++frozen;
    }

    /// @dev Whoever took a coin that was tainted before his transfer may not be able to take it
    /// out; no honest person does.
    function _canLeave(CoinLife storage life) private returns (bool) {
        if (vault.coinAt(life.slot).isExited) return false;
        (address owner,, uint64 parent) = ownerAt(life.slot, coveredCount());
        if (life.keeper != address(0)) {
            if (life.keeper != owner) ++injustices;
            return true;
        }
        for (uint64 n = life.birth + 1; n < parent; ++n) {
            (, uint64 last,) = ownerAt(life.slot, n);
            if (leaves[life.slot][n] != 0 && last != n) return false;
        }
        return true;
    }

    function _contest(uint256 exitId, uint64 upTo) private {
        for (uint64 n = 0; n <= upTo; ++n) {
            challengeBefore(exitId, n, people[PEOPLE - 1]);
        }
        for (uint64 n = 1; n <= coveredCount(); ++n) {
            challengeSpent(exitId, n, people[PEOPLE - 1]);
        }
    }
}
