// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinTransfers, Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice Challenges by what was before an exit's transfers, and the walk that answers them.
contract VaultWalksTest is OneCoin {
    // ----------------------------------------------------------------------------------- before

    function test_challengeBefore_unanswered_failsTheExit() public {
        uint256 exitId = exitOfThief();
        bytes32 leaf = digestOf(0, alice, bob);
        vm.prank(carol.at);
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, inclusionOf(slot, 1));
        mature();
        vm.expectRevert(abi.encodeWithSelector(Vault.ChallengesOpen.selector, exitId, uint32(1)));
        vault.finalizeExit(exitId);
        vault.failExit(exitId, 1);
        assertState(exitId, Vault.ExitState.refuted, "refuted");
        assertEq(vault.exitAt(exitId).signer, carol.at, "the challenger is paid");
    }

    function test_challengeBirth_unanswered_failsTheExit() public {
        uint256 exitId = exitOfThief();
        challengeBirth(exitId);
        mature();
        vault.failExit(exitId, 0);
        assertState(exitId, Vault.ExitState.refuted, "refuted");
    }

    function test_challengeBefore_secondHalfOfTheWindow_reverts() public {
        uint256 exitId = exitOfThief();
        Inclusion memory inclusion = inclusionOf(slot, 1);
        bytes32 leaf = digestOf(0, alice, bob);
        vm.warp(block.timestamp + WINDOW / 2);
        vm.expectRevert(abi.encodeWithSelector(Vault.TooLate.selector, block.timestamp));
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, inclusion);
        vm.expectRevert(abi.encodeWithSelector(Vault.TooLate.selector, block.timestamp));
        vault.challengeBirth{value: CHALLENGE_BOND}(exitId);
        vm.warp(block.timestamp - 1);
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, inclusion);
    }

    function test_challengeBefore_emptyLeaf_reverts() public {
        uint256 exitId = exitOfThief();
        Inclusion memory inclusion = inclusionOf(slot, 2);
        vm.expectRevert(Vault.EmptyLeaf.selector);
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, 0, inclusion);
    }

    function test_challengeBefore_leafThatIsNotThere_reverts() public {
        uint256 exitId = exitOfThief();
        Inclusion memory inclusion = inclusionOf(slot, 2);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.NotIncluded.selector, slot, uint64(2))
        );
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, keccak256("invented"), inclusion);
    }

    function test_challengeBefore_outsideOfBirthAndParent_reverts() public {
        uint256 exitId = exitOfThief();
        bytes32 leaf = digestOf(0, mallory, mallory);
        Inclusion memory parent = inclusionOf(slot, 3);
        vm.expectRevert(
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(0), uint64(2), uint64(3)
            )
        );
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, parent);
        parent.coinBlock = 0;
        vm.expectRevert(
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(0), uint64(2), uint64(0)
            )
        );
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, parent);
    }

    function test_challengeBefore_wrongBond_reverts() public {
        uint256 exitId = exitOfThief();
        Inclusion memory inclusion = inclusionOf(slot, 1);
        bytes32 leaf = digestOf(0, alice, bob);
        vm.expectRevert(abi.encodeWithSelector(Vault.WrongBond.selector, CHALLENGE_BOND, 0));
        vault.challengeBefore(exitId, leaf, inclusion);
    }

    function test_challengeBefore_twiceInACoinBlock_reverts() public {
        uint256 exitId = exitOfThief();
        challengeBefore(exitId, slot, 1, digestOf(0, alice, bob));
        Inclusion memory inclusion = inclusionOf(slot, 1);
        bytes32 leaf = digestOf(0, alice, bob);
        vm.expectRevert(
            abi.encodeWithSelector(Vault.AlreadyChallenged.selector, exitId, uint64(1))
        );
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, inclusion);
    }

    function test_challengeBirth_nothingBefore_reverts() public {
        uint256 ofDeposit = exitDeposit(alice, slot);
        vm.expectRevert(abi.encodeWithSelector(Vault.NothingBefore.selector, ofDeposit));
        vault.challengeBirth{value: CHALLENGE_BOND}(ofDeposit);
        uint256 ofFirst = exitOfBob();
        vm.expectRevert(abi.encodeWithSelector(Vault.NothingBefore.selector, ofFirst));
        vault.challengeBirth{value: CHALLENGE_BOND}(ofFirst);
    }

    function test_challengeBefore_manyOfThem_areAllCounted() public {
        for (uint64 n = 1; n <= 12; ++n) {
            put(n, slot, keccak256(abi.encode("junk", n)));
        }
        include(slot, 11, mallory, mallory, 13);
        include(slot, 13, mallory, mallory, 14);
        cover();
        uint256 exitId = exitLater(
            mallory,
            slot,
            spendOf(slot, 11, mallory, mallory, 13),
            spendOf(slot, 13, mallory, mallory, 14)
        );
        for (uint64 n = 1; n <= 12; ++n) {
            challengeBefore(exitId, slot, n, keccak256(abi.encode("junk", n)));
        }
        assertEq(vault.exitAt(exitId).openChallenges, 12, "no cap");
    }

    // ------------------------------------------------------------------------------------- walk

    function test_walk_toTheDeposit_answersEveryChallenge() public {
        uint256 exitId = exitOfDave();
        challengeBefore(exitId, slot, 1, digestOf(0, alice, bob));
        challengeBirth(exitId);
        assertEq(vault.exitAt(exitId).openChallenges, 2, "open");
        vault.walk(exitId, one(spendOf(slot, 0, alice, bob, 1)));
        assertEq(vault.exitAt(exitId).openChallenges, 0, "answered");
        mature();
        vault.finalizeExit(exitId);
        assertState(exitId, Vault.ExitState.finalized, "left");
    }

    function test_walk_beforeAnyChallenge_leavesNothingToChallenge() public {
        uint256 exitId = exitOfDave();
        vault.walk(exitId, one(spendOf(slot, 0, alice, bob, 1)));
        Inclusion memory inclusion = inclusionOf(slot, 1);
        bytes32 leaf = digestOf(0, alice, bob);
        vm.expectRevert(abi.encodeWithSelector(Vault.AlreadyWalked.selector, exitId, uint64(1)));
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, inclusion);
        vm.expectRevert(abi.encodeWithSelector(Vault.AlreadyWalked.selector, exitId, uint64(0)));
        vault.challengeBirth{value: CHALLENGE_BOND}(exitId);
    }

    function test_walk_pastAJunkLeaf_doesNotAnswerIt() public {
        include(slot, 0, alice, bob, 1);
        put(2, slot, keccak256("junk"));
        include(slot, 1, bob, carol, 3);
        include(slot, 3, carol, dave, 5);
        cover();
        uint256 exitId = exitLater(
            dave, slot, spendOf(slot, 1, bob, carol, 3), spendOf(slot, 3, carol, dave, 5)
        );
        challengeBefore(exitId, slot, 2, keccak256("junk"));
        vault.walk(exitId, one(spendOf(slot, 0, alice, bob, 1)));
        assertEq(vault.exitAt(exitId).openChallenges, 1, "a tainted coin does not leave");
    }

    function test_walk_anotherTransferThanTheNext_reverts() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 0, alice, mallory, 2);
        include(slot, 1, bob, carol, 3);
        include(slot, 3, carol, dave, 5);
        cover();
        uint256 exitId = exitLater(
            dave, slot, spendOf(slot, 1, bob, carol, 3), spendOf(slot, 3, carol, dave, 5)
        );
        Spend memory other = spendOf(slot, 0, alice, mallory, 2);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongParent.selector, uint64(1), uint64(2))
        );
        vault.walk(exitId, one(other));
    }

    function test_walk_transferToAnother_reverts() public {
        include(slot, 0, alice, mallory, 1);
        include(slot, 1, bob, carol, 3);
        include(slot, 3, carol, dave, 5);
        cover();
        uint256 exitId = exitLater(
            dave, slot, spendOf(slot, 1, bob, carol, 3), spendOf(slot, 3, carol, dave, 5)
        );
        Spend memory step = spendOf(slot, 0, alice, mallory, 1);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, bob.at, mallory.at)
        );
        vault.walk(exitId, one(step));
    }

    /// @dev Anyone could otherwise walk with his own signature over the same words.
    function test_walk_ownSignatureOverTheSameTransfer_reverts() public {
        uint256 exitId = exitOfDave();
        Spend memory step = spendOf(slot, 0, alice, bob, 1);
        step.signature = signatureBy(mallory, vault.digestOf(step.transfer));
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, alice.at, mallory.at)
        );
        vault.walk(exitId, one(step));
    }

    function test_walk_pastTheDeposit_reverts() public {
        uint256 exitId = exitOfDave();
        Spend memory step = spendOf(slot, 0, alice, bob, 1);
        vault.walk(exitId, one(step));
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongParent.selector, uint64(0), uint64(1))
        );
        vault.walk(exitId, one(step));
    }

    function test_walk_exitThatNeedsNone_reverts() public {
        uint256 exitId = exitOfBob();
        Spend memory step = spendOf(slot, 0, alice, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(Vault.NothingBefore.selector, exitId));
        vault.walk(exitId, one(step));
    }

    function test_walk_atMaturity_reverts() public {
        uint256 exitId = exitOfDave();
        Spend memory step = spendOf(slot, 0, alice, bob, 1);
        mature();
        vm.expectRevert(abi.encodeWithSelector(Vault.TooLate.selector, block.timestamp));
        vault.walk(exitId, one(step));
    }

    function test_failExit_answeredChallenge_reverts() public {
        uint256 exitId = exitOfDave();
        challengeBefore(exitId, slot, 1, digestOf(0, alice, bob));
        vault.walk(exitId, one(spendOf(slot, 0, alice, bob, 1)));
        mature();
        vm.expectRevert(abi.encodeWithSelector(Vault.AlreadyWalked.selector, exitId, uint64(1)));
        vault.failExit(exitId, 1);
    }

    function test_failExit_noChallenge_reverts() public {
        uint256 exitId = exitOfDave();
        mature();
        vm.expectRevert(abi.encodeWithSelector(Vault.NotChallenged.selector, exitId, uint64(1)));
        vault.failExit(exitId, 1);
    }

    function test_failExit_beforeMaturity_reverts() public {
        uint256 exitId = exitOfThief();
        challengeBirth(exitId);
        uint256 maturity = block.timestamp + WINDOW;
        vm.warp(maturity - 1);
        vm.expectRevert(abi.encodeWithSelector(Vault.TooEarly.selector, maturity));
        vault.failExit(exitId, 0);
    }
}
