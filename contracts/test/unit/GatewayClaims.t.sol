// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gateway} from "../../src/Gateway.sol";
import {TokenIntake} from "../../src/TokenIntake.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";
import {
    BurningReceiver,
    HookedReceiver,
    RefusingReceiver,
    WordyReceiver
} from "../mocks/Callers.sol";
import {OpenGateway} from "../support/OpenGateway.sol";

contract GatewayClaimsTest is OpenGateway {
    function setUp() public override {
        super.setUp();
        fillGateway();
    }

    // --------------------------------------------------------------------------------- one claim

    function test_claim_eachKind_isPaidToItsReceiver() public {
        Gateway.Withdrawal memory ether_ = oweEther(ANNA, 3 ether);
        Gateway.Withdrawal memory fungible = owe(AssetKind.ERC20, address(units), BORIS, 250);
        Gateway.Withdrawal memory unique = owe(AssetKind.ERC721, address(things), BORIS, 7);
        postOutbox();
        claim(ether_);
        claim(fungible);
        claim(unique);
        assertEq(ANNA.balance, 3 ether, "ether");
        assertEq(units.balanceOf(BORIS), 250, "units");
        assertEq(things.ownerOf(7), BORIS, "token");
        assertEq(address(gateway).balance, 97 ether, "ether left");
        assertEq(gateway.locked(address(units)), 750, "units left");
        assertTrue(!gateway.lockedId(address(things), 7), "token left");
    }

    function test_claim_twice_reverts() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        claim(withdrawal);
        assertTrue(gateway.isClaimed(withdrawal.index), "claimed");
        Gateway.Claim memory again = claimOf(withdrawal);
        vm.expectRevert(abi.encodeWithSelector(Gateway.AlreadyClaimed.selector, withdrawal.index));
        gateway.claim(again.withdrawal, again.proof, header, checkpoint);
    }

    function test_claim_otherThanWasBurnt_reverts() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        owe(AssetKind.ERC20, address(units), BORIS, 250);
        postOutbox();
        Gateway.Claim memory changed = claimOf(withdrawal);
        changed.withdrawal.value = 2 ether;
        _refuses(changed);
        changed = claimOf(withdrawal);
        changed.withdrawal.to = BORIS;
        _refuses(changed);
        changed = claimOf(withdrawal);
        changed.withdrawal.token = address(units);
        _refuses(changed);
        changed = claimOf(withdrawal);
        changed.withdrawal.kind = AssetKind.ERC721;
        _refuses(changed);
        changed = claimOf(withdrawal);
        changed.withdrawal.index = 1;
        _refuses(changed);
    }

    function test_claim_proofAboveTheTree_reverts() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        Gateway.Claim memory aliased = claimOf(withdrawal);
        aliased.withdrawal.index = uint64(1) << 32;
        vm.expectPartialRevert(SparseMerkle.ProofShape.selector);
        gateway.claim(aliased.withdrawal, aliased.proof, header, checkpoint);
    }

    function test_claim_headerOfNoCheckpoint_reverts() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        vm.expectRevert(abi.encodeWithSelector(Gateway.WrongHeader.selector, checkpoint + 1));
        gateway.claim(one.withdrawal, one.proof, header, checkpoint + 1);
    }

    function test_claim_neverExpires() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        vm.warp(block.timestamp + 3650 days);
        claim(withdrawal);
        assertEq(ANNA.balance, 1 ether, "paid");
    }

    function test_claim_refusingReceiver_keepsItsClaim() public {
        RefusingReceiver receiver = new RefusingReceiver();
        Gateway.Withdrawal memory withdrawal = oweEther(address(receiver), 1 ether);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.PaymentRefused.selector, address(receiver), 1 ether)
        );
        gateway.claim(one.withdrawal, one.proof, header, checkpoint);
        assertTrue(!gateway.isClaimed(withdrawal.index), "still owed");
    }

    function test_claim_moreThanWasEverDeposited_reverts() public {
        uint256 locked = gateway.locked(address(units));
        units.mint(address(gateway), 1);
        Gateway.Withdrawal memory withdrawal =
            owe(AssetKind.ERC20, address(units), ANNA, locked + 1);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        vm.expectRevert(
            abi.encodeWithSelector(
                TokenIntake.MoreThanLocked.selector, address(units), locked, locked + 1
            )
        );
        gateway.claim(one.withdrawal, one.proof, header, checkpoint);
    }

    /// @dev Otherwise the ether of all would be paid out against what is locked of one token.
    function test_claim_kindThatIsNotTheAssets_reverts() public {
        Gateway.Withdrawal memory ether_ = owe(AssetKind.ETH, address(units), ANNA, 500);
        Gateway.Withdrawal memory unknown = owe(3, address(0), ANNA, 500);
        Gateway.Withdrawal memory fungible = owe(AssetKind.ERC20, address(0), ANNA, 500);
        postOutbox();
        Gateway.Claim memory one = claimOf(ether_);
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.WrongKind.selector, address(units), AssetKind.ETH)
        );
        gateway.claim(one.withdrawal, one.proof, header, checkpoint);
        one = claimOf(unknown);
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.WrongKind.selector, address(0), 3));
        gateway.claim(one.withdrawal, one.proof, header, checkpoint);
        one = claimOf(fungible);
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.MoreThanLocked.selector, address(0), 0, 500)
        );
        gateway.claim(one.withdrawal, one.proof, header, checkpoint);
        assertEq(address(gateway).balance, 100 ether, "all the ether");
    }

    // ------------------------------------------------------------------------------ many claims

    function test_claimMany_paysAll() public {
        Gateway.Claim[] memory claims = new Gateway.Claim[](50);
        for (uint256 i = 0; i < 50; ++i) {
            claims[i].withdrawal = oweEther(address(uint160(0x10000 + i)), 1 ether);
        }
        postOutbox();
        for (uint256 i = 0; i < 50; ++i) {
            claims[i] = claimOf(claims[i].withdrawal);
        }
        gateway.claimMany(claims, header, checkpoint);
        for (uint256 i = 0; i < 50; ++i) {
            assertEq(address(uint160(0x10000 + i)).balance, 1 ether, "paid");
        }
    }

    function test_claimMany_hostileReceivers_harmOnlyThemselves() public {
        address[4] memory receivers = [
            address(new RefusingReceiver()),
            address(new BurningReceiver()),
            address(new WordyReceiver()),
            ANNA
        ];
        Gateway.Claim[] memory claims = new Gateway.Claim[](4);
        for (uint256 i = 0; i < 4; ++i) {
            claims[i].withdrawal = oweEther(receivers[i], 1 ether);
        }
        postOutbox();
        for (uint256 i = 0; i < 4; ++i) {
            claims[i] = claimOf(claims[i].withdrawal);
        }
        vm.expectEmit();
        emit Gateway.ClaimFailed(claims[0].withdrawal.index);
        gateway.claimMany(claims, header, checkpoint);
        assertEq(ANNA.balance, 1 ether, "the others are paid");
        for (uint64 i = 0; i < 3; ++i) {
            assertTrue(!gateway.isClaimed(i), "still owed");
        }
    }

    function test_claimMany_oneThatWasPaid_isSkipped() public {
        Gateway.Withdrawal memory first = oweEther(ANNA, 1 ether);
        Gateway.Withdrawal memory second = oweEther(BORIS, 1 ether);
        postOutbox();
        claim(first);
        Gateway.Claim[] memory claims = new Gateway.Claim[](3);
        claims[0] = claimOf(first);
        claims[1] = claimOf(second);
        claims[2] = claimOf(second);
        gateway.claimMany(claims, header, checkpoint);
        assertEq(ANNA.balance, 1 ether, "once");
        assertEq(BORIS.balance, 1 ether, "once");
    }

    function test_claimMany_withAnyGas_skipsNoneForWantOfIt() public {
        Gateway.Claim[] memory claims = new Gateway.Claim[](2);
        claims[0].withdrawal = oweEther(ANNA, 1 ether);
        claims[1].withdrawal = oweEther(BORIS, 1 ether);
        postOutbox();
        for (uint256 i = 0; i < 2; ++i) {
            claims[i] = claimOf(claims[i].withdrawal);
        }
        bool isDone;
        for (uint256 gas_ = 60_000; !isDone; gas_ += 1_000) {
            try gateway.claimMany{gas: gas_}(claims, header, checkpoint) {
                isDone = true;
            } catch {}
        }
        assertEq(ANNA.balance, 1 ether, "first");
        assertEq(BORIS.balance, 1 ether, "second");
    }

    function test_claimMany_otherThanWasBurnt_isSkipped() public {
        Gateway.Claim[] memory claims = new Gateway.Claim[](2);
        claims[0].withdrawal = oweEther(ANNA, 1 ether);
        claims[1].withdrawal = oweEther(BORIS, 1 ether);
        postOutbox();
        claims[0] = claimOf(claims[0].withdrawal);
        claims[1] = claimOf(claims[1].withdrawal);
        claims[0].withdrawal.value = 2 ether;
        vm.expectEmit();
        emit Gateway.ClaimFailed(0);
        gateway.claimMany(claims, header, checkpoint);
        assertEq(ANNA.balance, 0, "invented");
        assertEq(BORIS.balance, 1 ether, "burnt");
    }

    function test_claimOne_fromOutside_reverts() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        vm.expectRevert(abi.encodeWithSelector(Gateway.OnlySelf.selector, address(this)));
        gateway.claimOne(one, 0);
    }

    function test_claim_reentered_paysOnce() public {
        HookedReceiver receiver = new HookedReceiver();
        Gateway.Withdrawal memory withdrawal = oweEther(address(receiver), 1 ether);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        bytes memory again =
            abi.encodeCall(Gateway.claim, (one.withdrawal, one.proof, header, checkpoint));
        receiver.callBack(address(gateway), again);
        gateway.claim(one.withdrawal, one.proof, header, checkpoint);
        assertEq(address(receiver).balance, 1 ether, "once");
        assertEq(
            bytes32(receiver.lastError()),
            bytes32(bytes4(keccak256("ReentrancyGuardReentrantCall()"))),
            "locked"
        );
    }

    // -------------------------------------------------------------------------------- multicall

    function test_multicall_postsACheckpointAndClaims() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        Gateway.Claim memory one = claimOf(withdrawal);
        Fields memory fields = nextFields();
        SparseMerkle.Proof memory proof = one.proof;
        fields.outboxRoot = outboxRoot();
        bytes memory posted = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, 7, posted, fields.view_);
        bytes[] memory calls = new bytes[](2);
        calls[0] =
            abi.encodeCall(Gateway.submit, (posted, fields.view_, keys, IDENTITIES, 7, signature));
        calls[1] = abi.encodeCall(Gateway.claim, (withdrawal, proof, posted, 0));
        gateway.multicall(calls);
        assertEq(ANNA.balance, 1 ether, "in one transaction");
    }

    /// @dev A front-run checkpoint must not kill the claim behind it.
    function test_multicall_checkpointThatIsThere_claimsAllTheSame() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(Gateway.submit, (header, 1, keys, IDENTITIES, 15, ""));
        calls[1] = abi.encodeCall(Gateway.claim, (one.withdrawal, one.proof, header, checkpoint));
        gateway.multicall(calls);
        assertEq(ANNA.balance, 1 ether, "claimed");
    }

    function test_multicall_cannotSpendEtherTwice() public {
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(Gateway.depositEth, (ANNA));
        calls[1] = calls[0];
        (bool isDone,) = address(gateway).call{value: 1 ether}(
            abi.encodeWithSignature("multicall(bytes[])", calls)
        );
        assertTrue(!isDone, "takes no ether");
    }

    function _refuses(Gateway.Claim memory changed) private {
        vm.expectRevert(
            abi.encodeWithSelector(Gateway.NotInOutbox.selector, changed.withdrawal.index)
        );
        gateway.claim(changed.withdrawal, changed.proof, header, checkpoint);
    }
}
