// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {RefusingReceiver} from "../mocks/Callers.sol";
import {Outbox} from "../support/Outbox.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice Every field of every event: wallets, watchtowers and explorers read nothing else.
contract EventsTest is OneCoin, Outbox {
    address internal constant ANNA = address(0xa11a);

    function setUp() public override {
        super.setUp();
        gateway.depositEth{value: 10 ether}(ANNA);
    }

    // ------------------------------------------------------------------------------- Checkpoints

    function test_checkpointAccepted_tellsIndexHeightEpochAndHash() public {
        post(nextFields());
        Fields memory fields = nextFields();
        fields.height = 40;
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.CheckpointAccepted(1, 40, 0, keccak256(encode(fields)));
        post(fields);
    }

    /// @dev A boundary is the last of its epoch, and tells the sidechain of the next.
    function test_checkpointAccepted_boundary_tellsTheEpochItEnds() public {
        Fields memory fields = nextFields();
        fields.nextCommitteeHash = hashOf(keysOf(1, 5));
        uint64 index = checkpoints.inboxCount() + 1;
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.CheckpointAccepted(0, 1, 0, keccak256(encode(fields)));
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.InboxAppended(index, InboxKind.BOUNDARY_ACCEPTED, abi.encode(uint64(1)));
        post(fields);
    }

    function test_declaredDead_tellsWhenItMayBeSealed() public {
        vm.warp(block.timestamp + SILENCE);
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.DeclaredDead(block.timestamp + GRACE);
        checkpoints.declareDead();
        vm.warp(block.timestamp + GRACE);
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.Sealed();
        checkpoints.seal();
    }

    // ----------------------------------------------------------------------------------- Gateway

    function test_claimed_tellsTheWithdrawal() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 3 ether);
        postOutbox();
        Gateway.Claim memory proven = claimOf(withdrawal);
        vm.expectEmit(address(gateway));
        emit Gateway.Claimed(0, ANNA, AssetKind.ETH, address(0), 3 ether);
        gateway.claim(proven.withdrawal, proven.proof, header, checkpoint);
    }

    function test_claimFailed_tellsTheIndex() public {
        oweEther(ANNA, 1 ether);
        Gateway.Withdrawal memory refused = oweEther(address(new RefusingReceiver()), 1 ether);
        postOutbox();
        Gateway.Claim[] memory claims = new Gateway.Claim[](1);
        claims[0] = claimOf(refused);
        vm.expectEmit(address(gateway));
        emit Gateway.ClaimFailed(1);
        gateway.claimMany(claims, header, checkpoint);
    }

    function test_escaped_tellsAssetAccountAndValue() public {
        things.mint(address(this), 8);
        things.approve(address(gateway), 8);
        uint256[] memory ids = new uint256[](1);
        ids[0] = 8;
        gateway.depositErc721(address(things), ids, ANNA);
        Entry[] memory state = new Entry[](2);
        state[0] = Entry(balanceKey(address(0), ANNA), abi.encode(uint256(2 ether)));
        state[1] = Entry(ownerKey(address(things), 8), abi.encodePacked(ANNA));
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = new Gateway.Proven[](2);
        proofs[0] = Gateway.Proven(2 ether, proveState(state, state[0].key));
        proofs[1] = Gateway.Proven(0, proveState(state, stakeKey(ANNA)));
        vm.expectEmit(address(gateway));
        emit Gateway.Escaped(address(0), ANNA, 2 ether);
        gateway.escape(address(0), ANNA, header, proofs);
        vm.expectEmit(address(gateway));
        emit Gateway.Escaped(address(things), ANNA, 8);
        gateway.escapeErc721(address(things), 8, ANNA, header, proveState(state, state[1].key));
    }

    function test_refunded_tellsIndexAndSender() public {
        vm.prank(alice.at);
        gateway.depositEth{value: 1 ether}(ANNA);
        uint64 index = checkpoints.inboxCount();
        sealChain();
        bytes memory data = abi.encode(AssetKind.ETH, address(0), alice.at, ANNA, uint256(1 ether));
        vm.expectEmit(address(gateway));
        emit Gateway.Refunded(index, alice.at);
        gateway.refund(index, data);
    }

    // ------------------------------------------------------------------------------------- Vault

    function test_exitStarted_tellsSlotExitAndExitor() public {
        vm.expectEmit(address(vault));
        emit Vault.ExitStarted(slot, uint256(slot) << 32, alice.at);
        uint64 index = checkpoints.inboxCount() + 1;
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.InboxAppended(
            index, InboxKind.EXIT_STARTED, abi.encode(slot, uint256(slot) << 32)
        );
        exitDeposit(alice, slot);
    }

    function test_exitMoved_tellsTheEarlierCoinBlock() public {
        include(slot, 0, alice, bob, 2);
        include(slot, 0, alice, bob, 5);
        cover();
        uint256 exitId = exitFirst(bob, slot, spendOf(slot, 0, alice, bob, 5));
        Spend memory earlier = spendOf(slot, 0, alice, bob, 2);
        vm.expectEmit(address(vault));
        emit Vault.ExitMoved(exitId, 2);
        vault.challengeBetween(exitId, earlier);
    }

    function test_challenged_tellsCoinBlockAndChallenger() public {
        uint256 exitId = exitOfDave();
        Inclusion memory inclusion = inclusionOf(slot, 1);
        bytes32 leaf = digestOf(0, alice, bob);
        vm.prank(mallory.at);
        vm.expectEmit(address(vault));
        emit Vault.Challenged(exitId, 1, mallory.at);
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, inclusion);
        vm.prank(carol.at);
        vm.expectEmit(address(vault));
        emit Vault.Challenged(exitId, 0, carol.at);
        vault.challengeBirth{value: CHALLENGE_BOND}(exitId);
    }

    function test_walked_tellsEachCoinBlockAndTheBirth() public {
        uint256 exitId = exitOfDave();
        Spend memory step = spendOf(slot, 0, alice, bob, 1);
        vm.expectEmit(address(vault));
        emit Vault.Walked(exitId, 1);
        vm.expectEmit(address(vault));
        emit Vault.Walked(exitId, 0);
        vault.walk(exitId, one(step));
    }

    function test_exitRefuted_tellsWho() public {
        uint256 exitId = exitOfThief();
        challengeBirth(exitId);
        mature();
        uint64 index = checkpoints.inboxCount() + 1;
        vm.expectEmit(address(vault));
        emit Vault.ExitRefuted(exitId, mallory.at);
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.InboxAppended(index, InboxKind.EXIT_ENDED, abi.encode(slot, exitId));
        vm.prank(carol.at);
        vault.failExit(exitId, 0);
    }

    function test_finalizeExit_tellsSlotAndExit() public {
        uint256 exitId = exitDeposit(alice, slot);
        mature();
        uint64 index = checkpoints.inboxCount() + 1;
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.InboxAppended(index, InboxKind.COIN_EXITED, abi.encode(slot, exitId));
        vault.finalizeExit(exitId);
    }

    function test_bondPaid_tellsExitReceiverAndAmount() public {
        uint256 exitId = exitOfDave();
        challengeBirth(exitId);
        vault.walk(exitId, one(spendOf(slot, 0, alice, bob, 1)));
        vm.expectEmit(address(vault));
        emit Vault.BondPaid(exitId, dave.at, CHALLENGE_BOND);
        vault.withdrawChallengeBond(exitId, 0);
        include(slot, 5, dave, alice, 6);
        cover();
        Spend memory spent = spendOf(slot, 5, dave, alice, 6);
        vm.prank(carol.at);
        vault.challengeAfter(exitId, spent);
        vm.expectEmit(address(vault));
        emit Vault.BondPaid(exitId, carol.at, EXIT_BOND / 2);
        vm.expectEmit(address(vault));
        emit Vault.BondPaid(exitId, address(0), EXIT_BOND / 2);
        vault.withdrawBond(exitId);
    }
}
