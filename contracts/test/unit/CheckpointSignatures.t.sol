// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Bls12381} from "../../src/libraries/Bls12381.sol";
import {Committee} from "../../src/libraries/Committee.sol";
import {Sidechain} from "../support/Sidechain.sol";

/// @notice Whose signature makes a header a checkpoint, and everything that is none.
contract CheckpointSignaturesTest is Sidechain {
    uint256 internal constant ALL = 2 ** MEMBERS - 1;

    function setUp() public {
        deployAll();
    }

    // ------------------------------------------------------------------------------- committees

    function test_submit_threeOfFour_isAQuorum() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, 7, header, fields.view_);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, 7, signature);
        assertEq(checkpoints.checkpointCount(), 1, "count");
    }

    function test_submit_oneMember_isAQuorumOfOne() public {
        _acceptsCommitteeOf(1);
    }

    function test_submit_fourMembers_isAccepted() public {
        _acceptsCommitteeOf(4);
    }

    function test_submit_twentyOneMembers_isAccepted() public {
        _acceptsCommitteeOf(21);
    }

    function test_submit_hundredMembers_isAccepted() public {
        _acceptsCommitteeOf(100);
    }

    function _acceptsCommitteeOf(uint256 members) private {
        handOverTo(1, members);
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        uint256 signers = 2 ** members - 1;
        bytes memory signature = signatureOf(1, members, signers, header, fields.view_);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, signers, signature);
        assertEq(checkpoints.checkpointCount(), 2, "count");
    }

    // ------------------------------------------------------------------------------- signatures

    function test_submit_halfThePower_reverts() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, 3, header, fields.view_);
        vm.expectRevert(abi.encodeWithSelector(Committee.NoQuorum.selector, 2, 4));
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, 3, signature);
    }

    function test_submit_exactlyTwoThirds_reverts() public {
        handOverTo(1, 3);
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(1, 3, 3, header, fields.view_);
        vm.expectRevert(abi.encodeWithSelector(Committee.NoQuorum.selector, 2, 3));
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, 3, signature);
    }

    function test_submit_quorumIsOfPowerNotOfHeads() public {
        bytes memory plain = keysOf(1, 4);
        bytes memory weighted = bytes.concat(part(plain, 0, 408), bytes8(uint64(9)));
        Fields memory boundary = nextFields();
        boundary.nextCommitteeHash = hashOf(weighted);
        post(boundary);
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory three = signatureOf(1, 4, 7, header, fields.view_);
        vm.expectRevert(abi.encodeWithSelector(Committee.NoQuorum.selector, 3, 12));
        checkpoints.submit(header, fields.view_, weighted, IDENTITIES, 7, three);
        bytes memory one = signatureOf(1, 4, 8, header, fields.view_);
        checkpoints.submit(header, fields.view_, weighted, IDENTITIES, 8, one);
        assertEq(checkpoints.checkpointCount(), 2, "count");
    }

    function test_submit_strayBit_reverts() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, header, fields.view_);
        vm.expectRevert(abi.encodeWithSelector(Committee.StraySigners.selector, ALL + 16, 4));
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL + 16, signature);
    }

    function test_submit_otherSignersThanSaid_reverts() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, 7, header, fields.view_);
        vm.expectRevert(Checkpoints.WrongSignature.selector);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL, signature);
    }

    function test_submit_signatureOfAnotherView_reverts() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, header, fields.view_ + 1);
        vm.expectRevert(Checkpoints.WrongSignature.selector);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL, signature);
    }

    function test_submit_signatureOfAnotherHeader_reverts() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        fields.stateRoot = keccak256("another state");
        bytes memory signature = signatureOf(0, MEMBERS, ALL, encode(fields), fields.view_);
        vm.expectRevert(Checkpoints.WrongSignature.selector);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL, signature);
    }

    function test_submit_signatureOfAnotherEpoch_reverts() public {
        _refusesStatementWith(47, 0x01);
    }

    function test_submit_signatureForAnotherChain_reverts() public {
        _refusesStatementWith(7, bytes1(uint8(uint256(GENESIS >> 248))) ^ 0x01);
    }

    function test_submit_signatureOfAnotherPurpose_reverts() public {
        _refusesStatementWith(1, "b");
    }

    function test_submit_notarization_isNoFinalization() public {
        _refusesStatementWith(39, 0x01);
    }

    /// @dev The bytes of a statement: tag, genesis from 7, kind at 39, epoch from 40, view, header.
    function _refusesStatementWith(uint256 at, bytes1 value) private {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory message = messageOf(fields.epoch, fields.view_, header);
        assertTrue(message[at] != value, "another statement");
        message[at] = value;
        bytes memory signature = signatureOver(message, 0, MEMBERS, ALL);
        vm.expectRevert(Checkpoints.WrongSignature.selector);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL, signature);
    }

    function test_submit_keysInAnotherOrder_reverts() public {
        bytes memory swapped =
            bytes.concat(part(keys, 104, 104), part(keys, 0, 104), part(keys, 208, 208));
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, header, fields.view_);
        vm.expectRevert(
            abi.encodeWithSelector(
                Committee.WrongCommittee.selector, hashOf(keys), hashOf(swapped)
            )
        );
        checkpoints.submit(header, fields.view_, swapped, IDENTITIES, ALL, signature);
    }

    function test_submit_otherIdentities_reverts() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, header, fields.view_);
        vm.expectPartialRevert(Committee.WrongCommittee.selector);
        checkpoints.submit(header, fields.view_, keys, keccak256("others"), ALL, signature);
    }

    function test_submit_infinityAsSignature_reverts() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        vm.expectRevert(Bls12381.PointAtInfinity.selector);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL, new bytes(256));
    }

    function test_submit_signatureOfOtherLength_reverts() public {
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        vm.expectRevert(abi.encodeWithSelector(Bls12381.SignatureLength.selector, 255));
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL, new bytes(255));
    }
}
