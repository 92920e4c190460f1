// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinDeposits} from "../../src/CoinDeposits.sol";
import {Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice Where the coin and every bond go, to the wei.
contract VaultBondsTest is OneCoin {
    // --------------------------------------------------------------------------------- finalize

    function test_finalizeExit_paysTheCoinAndThenTheBond() public {
        uint256 before = alice.at.balance;
        uint256 exitId = exitDeposit(alice, slot);
        mature();
        vault.finalizeExit(exitId);
        assertEq(alice.at.balance, before + 5 ether - EXIT_BOND, "the coin");
        vault.withdrawBond(exitId);
        assertEq(alice.at.balance, before + 5 ether, "the bond");
        assertEq(address(vault).balance, 0, "nothing is left");
    }

    function test_finalizeExit_andBond_inOneTransaction() public {
        uint256 exitId = exitDeposit(alice, slot);
        mature();
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(Vault.finalizeExit, (exitId));
        calls[1] = abi.encodeCall(Vault.withdrawBond, (exitId));
        vault.multicall(calls);
        assertEq(address(vault).balance, 0, "nothing is left");
    }

    function test_finalizeExit_beforeMaturity_reverts() public {
        uint256 exitId = exitDeposit(alice, slot);
        uint256 maturity = block.timestamp + WINDOW;
        vm.warp(maturity - 1);
        vm.expectRevert(abi.encodeWithSelector(Vault.TooEarly.selector, maturity));
        vault.finalizeExit(exitId);
    }

    function test_finalizeExit_twice_reverts() public {
        uint256 exitId = exitDeposit(alice, slot);
        mature();
        vault.finalizeExit(exitId);
        vm.expectRevert(
            abi.encodeWithSelector(Vault.ExitIsOver.selector, exitId, Vault.ExitState.finalized)
        );
        vault.finalizeExit(exitId);
    }

    function test_finalizeExit_secondOfACoin_reverts() public {
        uint256 first = exitDeposit(alice, slot);
        uint256 second = exitDeposit(alice, slot);
        mature();
        vault.finalizeExit(second);
        vm.expectRevert(abi.encodeWithSelector(CoinDeposits.CoinIsExited.selector, slot));
        vault.finalizeExit(first);
    }

    // ------------------------------------------------------------------------------- exit bonds

    function test_withdrawBond_ofAVoidExit_comesBackWhole() public {
        uint256 first = exitDeposit(alice, slot);
        vm.warp(block.timestamp + 1 days);
        uint256 second = exitDeposit(alice, slot);
        vm.warp(block.timestamp + WINDOW - 1 days);
        vault.finalizeExit(first);
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawBond(second);
        vm.warp(block.timestamp + 1 days);
        uint256 before = alice.at.balance;
        vault.withdrawBond(second);
        assertEq(alice.at.balance, before + EXIT_BOND, "whole");
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawBond(second);
    }

    function test_withdrawBond_ofAVoidFraud_isLostToItsChallenger() public {
        include(slot, 0, alice, bob, 1);
        cover();
        uint256 right = exitFirst(bob, slot, spendOf(slot, 0, alice, bob, 1));
        vm.warp(block.timestamp + 1 days);
        uint256 wrong = exitDeposit(alice, slot);
        vm.warp(block.timestamp + WINDOW - 1 days);
        vault.finalizeExit(right);
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        uint64 told = checkpoints.inboxCount();
        vm.prank(carol.at);
        vault.challengeAfter(wrong, spend);
        assertEq(checkpoints.inboxCount(), told, "the sidechain knows the coin is gone");
        uint256 before = carol.at.balance;
        vault.withdrawBond(wrong);
        assertEq(carol.at.balance, before + EXIT_BOND / 2, "half");
    }

    function test_withdrawBond_ofARefutedExit_isHalfBurnt() public {
        include(slot, 0, alice, bob, 1);
        cover();
        uint256 exitId = exitDeposit(alice, slot);
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        vm.prank(carol.at);
        vault.challengeAfter(exitId, spend);
        uint256 before = carol.at.balance;
        uint256 burnt = address(0).balance;
        vault.withdrawBond(exitId);
        assertEq(carol.at.balance, before + EXIT_BOND / 2, "half to the challenger");
        assertEq(address(0).balance, burnt + EXIT_BOND / 2, "half to nobody");
        assertEq(address(vault).balance, 5 ether, "the coin stays");
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawBond(exitId);
    }

    function test_withdrawBond_ofAnOpenExit_reverts() public {
        uint256 exitId = exitDeposit(alice, slot);
        mature();
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawBond(exitId);
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawBond(exitId + 1);
    }

    // -------------------------------------------------------------------------- challenge bonds

    function test_withdrawChallengeBond_answered_goesToTheExitor() public {
        uint256 exitId = exitOfDave();
        challengeBirth(exitId);
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawChallengeBond(exitId, 0);
        vault.walk(exitId, one(spendOf(slot, 0, alice, bob, 1)));
        uint256 before = dave.at.balance;
        vault.withdrawChallengeBond(exitId, 0);
        assertEq(dave.at.balance, before + CHALLENGE_BOND, "to the exitor");
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawChallengeBond(exitId, 0);
    }

    function test_withdrawChallengeBond_ofARefutedExit_comesBack() public {
        uint256 exitId = exitOfDave();
        challengeBirth(exitId);
        mature();
        vault.failExit(exitId, 0);
        uint256 before = mallory.at.balance;
        vault.withdrawChallengeBond(exitId, 0);
        vault.withdrawBond(exitId);
        assertEq(
            mallory.at.balance, before + CHALLENGE_BOND + EXIT_BOND / 2, "with half of the exit's"
        );
    }

    function test_withdrawChallengeBond_ofAVoidExit_comesBackAtMaturity() public {
        uint256 exitId = exitOfDave();
        challengeBirth(exitId);
        uint256 other = exitLater(
            dave, slot, spendOf(slot, 1, bob, carol, 3), spendOf(slot, 3, carol, dave, 5)
        );
        mature();
        vault.finalizeExit(other);
        uint256 before = mallory.at.balance;
        vault.withdrawChallengeBond(exitId, 0);
        assertEq(mallory.at.balance, before + CHALLENGE_BOND, "whole");
        vault.failExit(exitId, 0);
        assertState(exitId, Vault.ExitState.refuted, "a void exit fails, too");
    }

    function test_withdrawChallengeBond_nobodysChallenge_reverts() public {
        uint256 exitId = exitOfDave();
        vm.expectRevert(Vault.NothingToWithdraw.selector);
        vault.withdrawChallengeBond(exitId, 1);
    }
}
