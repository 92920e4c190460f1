// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinTransfers, Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {Coins} from "../support/Coins.sol";

/// @notice Every challenge and its answer for each shape of history: the exit of a deposit, and of
/// a transfer whose parent is the deposit or not, and whose parent's parent is it or not. One grid,
/// so that no cell is forgotten.
contract VaultHistoryTest is Coins {
    /// @dev Coin blocks of the history: the first is the deposit's.
    struct History {
        uint64 slot;
        uint64[] at;
        Person[] owners;
    }

    bytes32 private constant JUNK = keccak256("junk");

    function setUp() public {
        setUpCoins();
    }

    function test_history_exitOfTheDeposit() public {
        _leavesUnchallenged(_make(0));
        _isEndedByALaterSpend(_make(0));
        _hasNothingBetween(_make(0));
        _hasNothingBefore(_make(0));
    }

    function test_history_parentIsTheDeposit() public {
        _playSpends(1);
        _hasNothingBefore(_make(1));
    }

    function test_history_grandparentIsTheDeposit() public {
        _playSpends(2);
        _showsTheDeposit(_make(2));
        _failsForALeafOffTheHistory(_make(2));
    }

    function test_history_grandparentIsATransfer() public {
        _playSpends(3);
        _playWalks(3);
    }

    function test_history_longer() public {
        _playSpends(5);
        _playWalks(5);
    }

    function _playSpends(uint256 transfers) private {
        _leavesUnchallenged(_make(transfers));
        _isEndedByALaterSpend(_make(transfers));
        _isEndedByASpendBetween(_make(transfers));
        _goesOnFromAnEarlierInclusion(_make(transfers));
    }

    function _playWalks(uint256 transfers) private {
        _survivesEveryChallengeBefore(_make(transfers));
        _failsForALeafOffTheHistory(_make(transfers));
        _failsIfTheDepositIsNotReached(_make(transfers));
        _failsIfATransferIsNotShown(_make(transfers));
    }

    // ---------------------------------------------------------------------------- after, between

    function _leavesUnchallenged(History memory history) private {
        uint256 exitId = _exit(history);
        mature();
        vault.finalizeExit(exitId);
        assertTrue(vault.coinAt(history.slot).isExited, "left");
    }

    function _isEndedByALaterSpend(History memory history) private {
        uint64 last = _last(history);
        include(history.slot, last, _owner(history), mallory, last + 1);
        uint256 exitId = _exit(history);
        vault.challengeAfter(
            exitId, spendOf(history.slot, last, _owner(history), mallory, last + 1)
        );
        assertState(exitId, Vault.ExitState.refuted, "spent");
    }

    function _isEndedByASpendBetween(History memory history) private {
        (uint64 parent, Person memory signer, uint64 between) = _between(history);
        include(history.slot, parent, signer, mallory, between);
        uint256 exitId = _exit(history);
        vault.challengeBetween(exitId, spendOf(history.slot, parent, signer, mallory, between));
        assertState(exitId, Vault.ExitState.refuted, "spent twice");
    }

    function _goesOnFromAnEarlierInclusion(History memory history) private {
        (uint64 parent, Person memory signer, uint64 between) = _between(history);
        include(history.slot, parent, signer, _owner(history), between);
        include(history.slot, between, _owner(history), mallory, _last(history) + 1);
        uint256 exitId = _exit(history);
        vault.challengeBetween(
            exitId, spendOf(history.slot, parent, signer, _owner(history), between)
        );
        assertState(exitId, Vault.ExitState.open, "the same transfer");
        assertEq(vault.exitAt(exitId).coinBlock, between, "from where it stands first");
        vault.challengeAfter(
            exitId, spendOf(history.slot, between, _owner(history), mallory, _last(history) + 1)
        );
        assertState(exitId, Vault.ExitState.refuted, "spent from there");
    }

    function _hasNothingBetween(History memory history) private {
        include(history.slot, history.at[0], alice, mallory, history.at[0] + 1);
        uint256 exitId = _exit(history);
        Spend memory spend =
            spendOf(history.slot, history.at[0], alice, mallory, history.at[0] + 1);
        vm.expectRevert(abi.encodeWithSelector(Vault.NothingBefore.selector, exitId));
        vault.challengeBetween(exitId, spend);
    }

    // ------------------------------------------------------------------------------------ before

    /// @dev There is no coin block between the deposit and the exit's parent, and nothing to walk.
    function _hasNothingBefore(History memory history) private {
        uint64 birth = history.at[0];
        put(birth + 1, history.slot, JUNK);
        uint256 exitId = _exit(history);
        Inclusion memory inclusion = inclusionOf(history.slot, birth + 1);
        uint64 parent = vault.exitAt(exitId).parent;
        bytes memory refusal = abi.encodeWithSelector(
            CoinTransfers.WrongCoinBlock.selector, birth, parent == 0 ? 0 : parent - 1, birth + 1
        );
        vm.expectRevert(refusal);
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, JUNK, inclusion);
        vm.expectRevert(abi.encodeWithSelector(Vault.NothingBefore.selector, exitId));
        vault.challengeBirth{value: CHALLENGE_BOND}(exitId);
        vm.expectRevert(abi.encodeWithSelector(Vault.NothingBefore.selector, exitId));
        vault.walk(exitId, new Spend[](1));
    }

    /// @dev The parent spends the deposit, signed by the depositor: as if it had been walked.
    function _showsTheDeposit(History memory history) private {
        uint64 birth = history.at[0];
        uint256 exitId = _exit(history);
        assertTrue(vault.pointAt(exitId, birth).isWalked, "walked");
        vm.expectRevert(abi.encodeWithSelector(Vault.AlreadyWalked.selector, exitId, birth));
        vault.challengeBirth{value: CHALLENGE_BOND}(exitId);
        Spend memory step = _spendAt(history, 1);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongParent.selector, birth, history.at[1])
        );
        vault.walk(exitId, one(step));
    }

    function _survivesEveryChallengeBefore(History memory history) private {
        uint256 exitId = _exit(history);
        uint256 count = history.at.length;
        challengeBirth(exitId);
        for (uint256 i = 1; i + 2 < count; ++i) {
            challengeBefore(exitId, history.slot, history.at[i], _digestAt(history, i));
        }
        assertEq(vault.exitAt(exitId).openChallenges, count - 2, "each is open");
        _walk(history, exitId, 1);
        assertEq(vault.exitAt(exitId).openChallenges, 0, "each is answered");
        mature();
        vault.finalizeExit(exitId);
        assertState(exitId, Vault.ExitState.finalized, "left");
    }

    function _failsForALeafOffTheHistory(History memory history) private {
        uint64 off = history.at[1] - 1;
        put(off, history.slot, JUNK);
        uint256 exitId = _exit(history);
        challengeBefore(exitId, history.slot, off, JUNK);
        _walk(history, exitId, 1);
        mature();
        vault.failExit(exitId, off);
        assertState(exitId, Vault.ExitState.refuted, "not the coin's history");
    }

    function _failsIfTheDepositIsNotReached(History memory history) private {
        uint256 exitId = _exit(history);
        challengeBirth(exitId);
        _walk(history, exitId, 2);
        mature();
        vault.failExit(exitId, history.at[0]);
        assertState(exitId, Vault.ExitState.refuted, "not shown to come from the depositor");
    }

    function _failsIfATransferIsNotShown(History memory history) private {
        uint256 exitId = _exit(history);
        challengeBefore(exitId, history.slot, history.at[1], _digestAt(history, 1));
        _walk(history, exitId, 2);
        mature();
        vault.failExit(exitId, history.at[1]);
        assertState(exitId, Vault.ExitState.refuted, "challenged and not walked");
    }

    // ---------------------------------------------------------------------------------- helpers

    /// @dev Back from the transfer before the exit's parent to transfer `first`.
    function _walk(History memory history, uint256 exitId, uint256 first) private {
        for (uint256 i = history.at.length - 3; i >= first; --i) {
            vault.walk(exitId, one(_spendAt(history, i)));
        }
    }

    function _between(History memory history)
        private
        pure
        returns (uint64 parent, Person memory signer, uint64 between)
    {
        uint256 count = history.at.length;
        return (history.at[count - 2], history.owners[count - 2], history.at[count - 1] - 1);
    }

    /// @dev A new coin that went through as many hands, an empty coin block between them; covered
    /// by no checkpoint before the exit needs it.
    function _make(uint256 transfers) private returns (History memory history) {
        history.slot = depositEther(alice, 1 ether);
        history.at = new uint64[](transfers + 1);
        history.owners = new Person[](transfers + 1);
        history.at[0] = vault.coinAt(history.slot).birth;
        history.owners[0] = alice;
        Person[3] memory others = [bob, carol, dave];
        for (uint256 i = 1; i <= transfers; ++i) {
            history.at[i] = history.at[i - 1] + 2;
            history.owners[i] = others[i % 3];
            include(
                history.slot,
                history.at[i - 1],
                history.owners[i - 1],
                history.owners[i],
                history.at[i]
            );
        }
    }

    function _exit(History memory history) private returns (uint256) {
        cover();
        uint256 count = history.at.length;
        if (count == 1) return exitDeposit(_owner(history), history.slot);
        if (count == 2) return exitFirst(_owner(history), history.slot, _spendAt(history, 1));
        return exitLater(
            _owner(history),
            history.slot,
            _spendAt(history, count - 2),
            _spendAt(history, count - 1)
        );
    }

    function _spendAt(History memory history, uint256 i) private view returns (Spend memory) {
        return spendOf(
            history.slot,
            history.at[i - 1],
            history.owners[i - 1],
            history.owners[i],
            history.at[i]
        );
    }

    function _digestAt(History memory history, uint256 i) private view returns (bytes32) {
        return vault.digestOf(
            transferOf(history.slot, history.at[i - 1], history.owners[i - 1], history.owners[i])
        );
    }

    function _last(History memory history) private pure returns (uint64) {
        return history.at[history.at.length - 1];
    }

    function _owner(History memory history) private pure returns (Person memory) {
        return history.owners[history.owners.length - 1];
    }
}
