// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinDeposits} from "../../src/CoinDeposits.sol";
import {CoinTransfer, CoinTransfers, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice What plasma contracts before this one got wrong, each with a test that would catch it.
contract KnownVaultFlawsTest is OneCoin {
    // --------------------------------------------------------------------------- who may exit what

    /// @dev The slot in the transfer was not compared with the slot of the exit: the receiver of a
    /// worthless coin could leave with any other.
    function test_startExit_transferOfAnotherCoin_reverts() public {
        uint64 worthless = depositEther(mallory, 1);
        include(worthless, 0, mallory, mallory, 1);
        put(1, slot, digestOf(0, alice, bob));
        cover();
        Spend memory spend = spendOf(worthless, 0, mallory, mallory, 1);
        vm.prank(mallory.at);
        vm.expectRevert(abi.encodeWithSelector(CoinTransfers.WrongSlot.selector, slot, worthless));
        vault.startExit{value: EXIT_BOND}(slot, one(spend));
    }

    /// @dev Nor in challenges: a transfer of one coin ended the exit of another.
    function test_challenge_transferOfAnotherCoin_reverts() public {
        uint64 other = depositEther(alice, 1);
        include(other, 0, alice, bob, 1);
        include(slot, 0, alice, bob, 2);
        cover();
        uint256 ofDeposit = exitDeposit(alice, slot);
        uint256 ofTransfer = exitFirst(bob, slot, spendOf(slot, 0, alice, bob, 2));
        Spend memory spend = spendOf(other, 0, alice, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(CoinTransfers.WrongSlot.selector, slot, other));
        vault.challengeAfter(ofDeposit, spend);
        vm.expectRevert(abi.encodeWithSelector(CoinTransfers.WrongSlot.selector, slot, other));
        vault.challengeBetween(ofTransfer, spend);
    }

    /// @dev Anybody could begin, and so own, the exit of a deposit that was never transferred.
    function test_startExit_depositOfAStranger_reverts() public {
        vm.prank(mallory.at);
        vm.expectRevert(abi.encodeWithSelector(Vault.NotExitor.selector, mallory.at, alice.at));
        vault.startExit{value: EXIT_BOND}(slot, new Spend[](0));
    }

    /// @dev Anybody could pay a little and be given what another was taking out.
    function test_finalizeExit_byAStranger_paysTheExitor() public {
        uint256 exitId = exitDeposit(alice, slot);
        mature();
        uint256 before = mallory.at.balance;
        uint256 owned = alice.at.balance;
        vm.prank(mallory.at);
        vault.finalizeExit(exitId);
        vm.prank(mallory.at);
        vault.withdrawBond(exitId);
        assertEq(mallory.at.balance, before, "nothing to the caller");
        assertEq(alice.at.balance, owned + VALUE + EXIT_BOND, "all to the exitor");
    }

    /// @dev One exit at a time let whoever came first keep the owner out, again and again.
    function test_startExit_severalOfACoin_oneIsPaidAndTheOthersAreVoid() public {
        uint256 thiefs = exitOfThief();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        uint256 first = exitFirst(bob, slot, spend);
        uint256 second = exitFirst(bob, slot, spend);
        challengeBirth(thiefs);
        mature();
        vault.finalizeExit(second);
        vm.expectRevert(abi.encodeWithSelector(CoinDeposits.CoinIsExited.selector, slot));
        vault.finalizeExit(first);
        vault.withdrawBond(first);
        vault.withdrawBond(second);
        vault.failExit(thiefs, 0);
        vault.withdrawBond(thiefs);
        vault.withdrawChallengeBond(thiefs, 0);
        assertEq(address(vault).balance, 0, "every bond went its way, and the coin went once");
    }

    /// @dev An owner whose transfer was under way when blocks were withheld could not leave at all.
    function test_exit_ownerWithATransferInFlight_leaves() public {
        include(slot, 0, alice, bob, 1);
        cover();
        signatureBy(bob, digestOf(1, bob, carol));
        uint256 exitId = exitFirst(bob, slot, spendOf(slot, 0, alice, bob, 1));
        mature();
        uint256 before = bob.at.balance;
        vault.finalizeExit(exitId);
        assertEq(bob.at.balance, before + VALUE, "left with the coin");
    }

    /// @dev Signatures counted on every chain and for every deployment.
    function test_startExit_signatureForAnotherVaultOrChain_reverts() public {
        Vault twin = new Vault(checkpoints, WINDOW, EXIT_BOND, CHALLENGE_BOND);
        CoinTransfer memory transfer = transferOf(slot, 0, alice, bob);
        bytes32 here = vault.digestOf(transfer);
        bytes32 elsewhere = twin.digestOf(transfer);
        put(1, slot, elsewhere);
        cover();
        Spend memory spend = spendWith(transfer, alice, 1);
        spend.signature = signatureBy(alice, elsewhere);
        vm.prank(bob.at);
        vm.expectPartialRevert(CoinTransfers.WrongSigner.selector);
        vault.startExit{value: EXIT_BOND}(slot, one(spend));
        vm.chainId(block.chainid + 1);
        assertTrue(vault.digestOf(transfer) != here, "another chain, another digest");
    }

    // -------------------------------------------------------------------------------- challenges

    /// @dev Any later transfer ended an exit, though another had made it with a coin long lost.
    function test_challengeAfter_spendThatIsNotDirect_reverts() public {
        uint256 exitId = exitOfBob();
        include(slot, 1, bob, carol, 4);
        include(slot, 4, carol, dave, 5);
        cover();
        Spend memory spend = spendOf(slot, 4, carol, dave, 5);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongParent.selector, uint64(1), uint64(4))
        );
        vault.challengeAfter(exitId, spend);
    }

    function test_challengeBetween_spendThatIsNotDirect_reverts() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 2, bob, mallory, 3);
        include(slot, 1, bob, carol, 4);
        cover();
        uint256 exitId = exitLater(
            carol, slot, spendOf(slot, 0, alice, bob, 1), spendOf(slot, 1, bob, carol, 4)
        );
        Spend memory spend = spendOf(slot, 2, bob, mallory, 3);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongParent.selector, uint64(1), uint64(2))
        );
        vault.challengeBetween(exitId, spend);
    }

    /// @dev A single spend of the challenged transfer was an answer: it need not lead to the exit.
    function test_walk_oneSpendOfWhatIsChallenged_isNoAnswer() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, mallory, 2);
        include(slot, 1, bob, carol, 3);
        include(slot, 3, carol, dave, 5);
        include(slot, 5, dave, mallory, 6);
        cover();
        uint256 exitId = exitLater(
            mallory, slot, spendOf(slot, 3, carol, dave, 5), spendOf(slot, 5, dave, mallory, 6)
        );
        challengeBefore(exitId, slot, 1, digestOf(0, alice, bob));
        challengeBefore(exitId, slot, 2, digestOf(1, bob, mallory));
        Spend memory spend = spendOf(slot, 1, bob, mallory, 2);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongParent.selector, uint64(3), uint64(2))
        );
        vault.walk(exitId, one(spend));
        vault.walk(exitId, two(spendOf(slot, 1, bob, carol, 3), spendOf(slot, 0, alice, bob, 1)));
        assertEq(vault.exitAt(exitId).openChallenges, 1, "only its own history answers");
        mature();
        vault.failExit(exitId, 2);
        assertState(exitId, Vault.ExitState.refuted, "spent at 2 before it was at 3");
    }

    /// @dev Cancelling took the bond back before the slash, and left the challenge without an exit.
    function test_exit_underChallenge_cannotBeUndone() public {
        uint256 exitId = exitOfThief();
        challengeBirth(exitId);
        vm.prank(mallory.at);
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawBond(exitId);
        vm.prank(mallory.at);
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawChallengeBond(exitId, 0);
        exitLater(
            mallory,
            slot,
            spendOf(slot, 0, mallory, mallory, 3),
            spendOf(slot, 3, mallory, mallory, 4)
        );
        assertEq(vault.exitAt(exitId).openChallenges, 1, "another exit replaces nothing");
        mature();
        vm.expectRevert(abi.encodeWithSelector(Vault.ChallengesOpen.selector, exitId, uint32(1)));
        vault.finalizeExit(exitId);
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawBond(exitId);
        vault.failExit(exitId, 0);
        uint256 burnt = address(0).balance;
        vault.withdrawBond(exitId);
        assertEq(address(0).balance, burnt + EXIT_BOND / 2, "half is lost whoever challenged");
    }

    /// @dev One answer cleared an exit of all its challenges.
    function test_finalizeExit_severalChallenges_areAllToBeAnswered() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 2);
        include(slot, 2, carol, dave, 3);
        include(slot, 3, dave, bob, 4);
        include(slot, 4, bob, carol, 5);
        cover();
        uint256 exitId = exitLater(
            carol, slot, spendOf(slot, 3, dave, bob, 4), spendOf(slot, 4, bob, carol, 5)
        );
        challengeBirth(exitId);
        challengeBefore(exitId, slot, 1, digestOf(0, alice, bob));
        challengeBefore(exitId, slot, 2, digestOf(1, bob, carol));
        challengeBefore(exitId, slot, 3, digestOf(2, carol, dave));
        vault.walk(exitId, two(spendOf(slot, 2, carol, dave, 3), spendOf(slot, 1, bob, carol, 2)));
        assertEq(vault.exitAt(exitId).openChallenges, 2, "two of four");
        uint256 snapshot = vm.snapshotState();
        mature();
        vm.expectRevert(abi.encodeWithSelector(Vault.ChallengesOpen.selector, exitId, uint32(2)));
        vault.finalizeExit(exitId);
        vm.revertToState(snapshot);
        vault.walk(exitId, one(spendOf(slot, 0, alice, bob, 1)));
        mature();
        vault.finalizeExit(exitId);
    }

    function test_challenge_late_reverts() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 2);
        include(slot, 2, carol, mallory, 3);
        include(slot, 1, bob, mallory, 4);
        cover();
        Spend memory parent = spendOf(slot, 0, alice, bob, 1);
        Spend memory spent = spendOf(slot, 2, carol, mallory, 3);
        Spend memory before = spendOf(slot, 1, bob, carol, 2);
        uint256 spentLater = exitLater(carol, slot, parent, before);
        uint256 spentBefore = exitLater(mallory, slot, parent, spendOf(slot, 1, bob, mallory, 4));
        mature();
        bytes memory refusal = abi.encodeWithSelector(Vault.TooLate.selector, block.timestamp);
        vm.expectRevert(refusal);
        vault.challengeAfter(spentLater, spent);
        vm.expectRevert(refusal);
        vault.challengeBetween(spentBefore, before);
    }

    /// @dev No flaw: an owner who does not look, and has nobody look for him, loses his coin.
    function test_finalizeExit_unchallengedFraud_succeeds() public {
        uint256 exitId = exitOfThief();
        mature();
        uint256 before = mallory.at.balance;
        vault.finalizeExit(exitId);
        assertEq(mallory.at.balance, before + VALUE, "that is what watchtowers are for");
    }

    // ------------------------------------------------------------------------------ double spends

    /// @dev Bob has the coin at 1 and gives it to carol at 3, who goes on, and to mallory at 6.
    function test_doubleSpend_ofTheEarlierChain_leaves() public {
        _spendTwice();
        uint256 exitId = exitLater(
            alice, slot, spendOf(slot, 3, carol, dave, 4), spendOf(slot, 4, dave, alice, 5)
        );
        Spend memory later = spendOf(slot, 1, bob, mallory, 6);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongParent.selector, uint64(5), uint64(1))
        );
        vault.challengeAfter(exitId, later);
        vm.expectRevert(
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(4), uint64(4), uint64(6)
            )
        );
        vault.challengeBetween(exitId, later);
        challengeBefore(exitId, slot, 1, digestOf(0, alice, bob));
        challengeBefore(exitId, slot, 3, digestOf(1, bob, carol));
        vault.walk(exitId, two(spendOf(slot, 1, bob, carol, 3), spendOf(slot, 0, alice, bob, 1)));
        mature();
        vault.finalizeExit(exitId);
        assertState(exitId, Vault.ExitState.finalized, "1-3-4-5");
    }

    function test_doubleSpend_ofTheLaterChain_isRefuted() public {
        _spendTwice();
        uint256 exitId = exitLater(
            mallory, slot, spendOf(slot, 0, alice, bob, 1), spendOf(slot, 1, bob, mallory, 6)
        );
        vault.challengeBetween(exitId, spendOf(slot, 1, bob, carol, 3));
        assertState(exitId, Vault.ExitState.refuted, "1-6");
    }

    function test_doubleSpend_ofALaterChainThatWentOn_isRefuted() public {
        _spendTwice();
        include(slot, 6, mallory, mallory, 7);
        include(slot, 7, mallory, mallory, 8);
        cover();
        uint256 exitId = exitLater(
            mallory,
            slot,
            spendOf(slot, 6, mallory, mallory, 7),
            spendOf(slot, 7, mallory, mallory, 8)
        );
        challengeBefore(exitId, slot, 3, digestOf(1, bob, carol));
        vault.walk(exitId, two(spendOf(slot, 1, bob, mallory, 6), spendOf(slot, 0, alice, bob, 1)));
        mature();
        vault.failExit(exitId, 3);
        assertState(exitId, Vault.ExitState.refuted, "1-6-7-8");
    }

    function _spendTwice() private {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 3);
        include(slot, 3, carol, dave, 4);
        include(slot, 4, dave, alice, 5);
        include(slot, 1, bob, mallory, 6);
        cover();
    }
}
