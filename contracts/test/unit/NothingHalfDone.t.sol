// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {TokenIntake} from "../../src/TokenIntake.sol";
import {CoinTransfers, Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {Outbox} from "../support/Outbox.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice Calls of several steps whose last one fails leave everything as it was.
contract NothingHalfDoneTest is OneCoin, Outbox {
    address internal constant ANNA = address(0xa11a);

    function setUp() public override {
        super.setUp();
        gateway.depositEth{value: 10 ether}(ANNA);
    }

    function test_submit_refused_leavesEverything() public {
        Fields memory fields = nextFields();
        fields.nextCommitteeHash = keccak256("next");
        bytes memory boundary = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, 7, boundary, fields.view_);
        bytes32 committee = checkpoints.committeeHash();
        vm.expectRevert(Checkpoints.WrongSignature.selector);
        checkpoints.submit(boundary, fields.view_, keys, IDENTITIES, 15, signature);
        assertEq(checkpoints.checkpointCount(), 0, "no checkpoint");
        assertEq(checkpoints.epoch(), 0, "no epoch");
        assertEq(checkpoints.committeeHash(), committee, "no committee");
        assertEq(checkpoints.inboxCount(), 2, "no event");
    }

    function test_submit_withoutEffect_leavesEverything() public {
        post(nextFields());
        uint64 acceptedAt = checkpoints.acceptedAt();
        vm.warp(block.timestamp + SILENCE);
        checkpoints.declareDead();
        Fields memory fields = nextFields();
        fields.height = 1;
        fields.nextCommitteeHash = keccak256("next");
        post(fields);
        assertEq(checkpoints.acceptedAt(), acceptedAt, "not alive by that");
        assertTrue(checkpoints.declaredDeadAt() != 0, "still declared dead");
        assertEq(checkpoints.epoch(), 0, "no epoch");
        assertEq(checkpoints.inboxCount(), 2, "no event");
    }

    function test_multicall_secondCallFails_undoesTheFirst() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        Gateway.Claim memory one_ = claimOf(withdrawal);
        Fields memory fields = nextFields();
        fields.outboxRoot = outboxRoot();
        bytes memory posted = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, 7, posted, fields.view_);
        one_.withdrawal.value = 2 ether;
        bytes[] memory calls = new bytes[](2);
        calls[0] =
            abi.encodeCall(Gateway.submit, (posted, fields.view_, keys, IDENTITIES, 7, signature));
        calls[1] = abi.encodeCall(Gateway.claim, (one_.withdrawal, one_.proof, posted, 0));
        vm.expectRevert(abi.encodeWithSelector(Gateway.NotInOutbox.selector, uint64(0)));
        gateway.multicall(calls);
        assertEq(checkpoints.checkpointCount(), 0, "no checkpoint");
        assertTrue(!gateway.isClaimed(0), "no claim");
    }

    function test_depositErc721_lastTokenFails_takesNone() public {
        things.mint(address(this), 1);
        things.mint(alice.at, 2);
        things.setApprovalForAll(address(gateway), true);
        uint256[] memory ids = new uint256[](2);
        ids[0] = 1;
        ids[1] = 2;
        vm.expectRevert();
        gateway.depositErc721(address(things), ids, ANNA);
        assertEq(things.ownerOf(1), address(this), "not taken");
        assertTrue(!gateway.lockedId(address(things), 1), "not locked");
        assertEq(gateway.kindOf(address(things)), 0, "not even seen");
        assertEq(checkpoints.inboxCount(), 2, "not told");
    }

    function test_depositErc721_sameTokenTwice_takesNone() public {
        things.mint(address(this), 1);
        things.approve(address(gateway), 1);
        uint256[] memory ids = new uint256[](2);
        ids[0] = 1;
        ids[1] = 1;
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.AlreadyLocked.selector, address(things), 1)
        );
        gateway.depositErc721(address(things), ids, ANNA);
        assertEq(things.ownerOf(1), address(this), "not taken");
    }

    function test_escape_refused_canBeMadeAgain() public {
        Entry[] memory state = new Entry[](2);
        state[0] = Entry(balanceKey(address(0), ANNA), abi.encode(uint256(11 ether)));
        state[1] = Entry("other", "entry");
        postState(state);
        gateway.depositEth{value: 1}(ANNA);
        sealChain();
        Gateway.Proven[] memory proofs = new Gateway.Proven[](2);
        proofs[0] = Gateway.Proven(11 ether, proveState(state, state[0].key));
        proofs[1] = Gateway.Proven(0, proveState(state, stakeKey(ANNA)));
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.PaymentRefused.selector, ANNA, 11 ether)
        );
        gateway.escape(address(0), ANNA, header, proofs);
        assertTrue(!gateway.hasEscaped(address(0), ANNA), "not marked");
        assertEq(address(gateway).balance, 10 ether + 1, "as before");
    }

    function test_startExit_refused_countsNothing() public {
        include(slot, 0, alice, bob, 1);
        cover();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        spend.signature = signatureBy(mallory, digestOf(0, alice, bob));
        uint256 events = checkpoints.inboxCount();
        vm.prank(bob.at);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, alice.at, mallory.at)
        );
        vault.startExit{value: EXIT_BOND}(slot, one(spend));
        assertEq(vault.coinAt(slot).exitCount, 0, "no exit");
        assertState(uint256(slot) << 32, Vault.ExitState.none, "none at all");
        assertEq(address(vault).balance, VALUE, "no bond");
        assertEq(checkpoints.inboxCount(), events, "not told");
    }

    function test_walk_secondStepFails_undoesTheFirst() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 2);
        include(slot, 2, carol, dave, 3);
        include(slot, 3, dave, alice, 4);
        cover();
        uint256 exitId = exitLater(
            alice, slot, spendOf(slot, 2, carol, dave, 3), spendOf(slot, 3, dave, alice, 4)
        );
        challengeBefore(exitId, slot, 2, digestOf(1, bob, carol));
        Spend[] memory steps =
            two(spendOf(slot, 1, bob, carol, 2), spendOf(slot, 0, alice, bob, 1));
        steps[1].signature = signatureBy(mallory, digestOf(0, alice, bob));
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, alice.at, mallory.at)
        );
        vault.walk(exitId, steps);
        Vault.Exit memory exit = vault.exitAt(exitId);
        assertEq(exit.headParent, 2, "the head stands");
        assertEq(exit.headSigner, carol.at, "as it did");
        assertEq(exit.openChallenges, 1, "still challenged");
        assertTrue(!vault.pointAt(exitId, 2).isWalked, "not walked");
    }

    function test_challenge_refused_keepsNoBond() public {
        uint256 exitId = exitOfDave();
        Inclusion memory inclusion = inclusionOf(slot, 1);
        uint256 held = address(vault).balance;
        vm.prank(mallory.at);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.NotIncluded.selector, slot, uint64(1))
        );
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, keccak256("invented"), inclusion);
        assertEq(address(vault).balance, held, "no bond");
        assertEq(vault.exitAt(exitId).openChallenges, 0, "no challenge");
        assertEq(vault.pointAt(exitId, 1).challenger, address(0), "nobody's");
    }
}
