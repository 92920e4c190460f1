// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Bls12381} from "../../src/libraries/Bls12381.sol";
import {Committee} from "../../src/libraries/Committee.sol";
import {BlsSigner} from "../support/BlsSigner.sol";
import {Sidechain} from "../support/Sidechain.sol";

/// @notice Keys and signatures that are no points, or points of no use: refused, and cheaply.
contract CheckpointPointsTest is Sidechain {
    uint256 internal constant ALL = 2 ** MEMBERS - 1;
    uint256 internal constant ORDER =
        0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;
    /// @dev What a submission costs up to the pairing, and the pairing's cap.
    uint256 internal constant MOST_GAS = 750_000;

    address private constant G1_ADD = address(0x0b);
    address private constant PAIRING_CHECK = address(0x0f);

    function setUp() public {
        deployAll();
    }

    // -------------------------------------------------------------------------------- signatures

    function test_submit_signatureOffTheCurve_reverts() public {
        bytes memory signature = _signature();
        signature[255] ^= 0x01;
        _refuses(signature, PAIRING_CHECK);
    }

    function test_submit_signatureOutsideTheSubgroup_reverts() public {
        _refuses(BlsSigner.OUTSIDE_G2, PAIRING_CHECK);
    }

    function test_submit_signatureOfZerosButOne_reverts() public {
        bytes memory signature = new bytes(256);
        signature[255] = 0x01;
        _refuses(signature, PAIRING_CHECK);
    }

    /// @dev A coordinate is 48 bytes in 64: what stands before it is no part of any encoding.
    function test_submit_signatureWithStrayBytes_reverts() public {
        bytes memory signature = _signature();
        signature[0] = 0x01;
        _refuses(signature, PAIRING_CHECK);
    }

    function test_submit_tamperedSignature_reverts() public {
        bytes memory signature = _signature();
        bytes memory other = BlsSigner.sign(7, "another message");
        signature = BlsSigner.call(address(0x0d), bytes.concat(signature, other), 256);
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        vm.expectRevert(Checkpoints.WrongSignature.selector);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL, signature);
    }

    // -------------------------------------------------------------------------------------- keys

    function test_submit_keyOffTheCurve_reverts() public {
        _isCommittee(bytes.concat(new bytes(95), hex"01", bytes8(uint64(1))));
        _refusesKeys(1, abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, G1_ADD));
    }

    /// @dev (0, 2) is on the curve and of order 3: addition takes it, the pairing does not.
    function test_submit_keyOutsideTheSubgroup_reverts() public {
        _isCommittee(bytes.concat(new bytes(95), hex"02", bytes8(uint64(1))));
        _refusesKeys(1, abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, PAIRING_CHECK));
    }

    /// @dev The prime itself as x: zero, but not as zero is written.
    function test_submit_keyWithACoordinateNotReduced_reverts() public {
        bytes memory prime = hex"1a0111ea397fe69a4b1ba7b6434bacd7"
            hex"64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
        _isCommittee(bytes.concat(prime, new bytes(47), hex"02", bytes8(uint64(1))));
        _refusesKeys(1, abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, G1_ADD));
    }

    function test_submit_keysThatCancel_revert() public {
        bytes memory key = BlsSigner.packed(BlsSigner.publicKey(5));
        bytes memory negated = BlsSigner.packed(BlsSigner.publicKey(ORDER - 5));
        bytes8 power = bytes8(uint64(1));
        _isCommittee(bytes.concat(key, power, negated, power));
        _refusesKeys(3, abi.encodeWithSelector(Bls12381.PointAtInfinity.selector));
    }

    function test_submit_keyAtInfinity_reverts() public {
        _isCommittee(bytes.concat(new bytes(96), bytes8(uint64(1))));
        _refusesKeys(1, abi.encodeWithSelector(Bls12381.PointAtInfinity.selector));
    }

    // --------------------------------------------------------------------------------- committees

    function test_submit_nobodyInTheCommittee_reverts() public {
        _isCommittee("");
        _refusesKeys(0, abi.encodeWithSelector(Committee.CommitteeLength.selector, 0));
    }

    function test_submit_halfAMember_reverts() public {
        _isCommittee(bytes.concat(keys, hex"00"));
        _refusesKeys(ALL, abi.encodeWithSelector(Committee.CommitteeLength.selector, 417));
    }

    function test_submit_moreThanAHundredMembers_revert() public {
        _isCommittee(new bytes(101 * 104));
        _refusesKeys(ALL, abi.encodeWithSelector(Committee.CommitteeLength.selector, 101 * 104));
    }

    function test_submit_nobodySigned_reverts() public {
        _isCommittee(keys);
        _refusesKeys(0, abi.encodeWithSelector(Committee.NoQuorum.selector, 0, 4));
    }

    function test_submit_noPowerAtAll_reverts() public {
        bytes memory key = BlsSigner.packed(BlsSigner.publicKey(5));
        _isCommittee(bytes.concat(key, bytes8(0)));
        _refusesKeys(1, abi.encodeWithSelector(Committee.NoQuorum.selector, 0, 0));
    }

    function test_submit_greatestPowers_doNotWrap() public {
        bytes memory all = keysOf(1, 3);
        bytes memory most;
        for (uint256 i = 0; i < 3; ++i) {
            most = bytes.concat(most, part(all, i * 104, 96), bytes8(type(uint64).max));
        }
        _isCommittee(most);
        uint256 power = type(uint64).max;
        _refusesKeys(3, abi.encodeWithSelector(Committee.NoQuorum.selector, 2 * power, 3 * power));
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(1, 3, 7, header, fields.view_);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, 7, signature);
        assertEq(checkpoints.checkpointCount(), 2, "accepted");
    }

    // ------------------------------------------------------------------------------------ helpers

    /// @dev The committee in office names these bytes as the next one, as nothing stops it from.
    function _isCommittee(bytes memory next) private {
        Fields memory fields = nextFields();
        fields.nextCommitteeHash = hashOf(next);
        post(fields);
        keys = next;
    }

    function _signature() private view returns (bytes memory) {
        Fields memory fields = nextFields();
        return signatureOf(0, MEMBERS, ALL, encode(fields), fields.view_);
    }

    function _refuses(bytes memory signature, address precompile) private {
        bytes memory reason =
            abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, precompile);
        _fails(ALL, signature, reason);
    }

    function _refusesKeys(uint256 signers, bytes memory reason) private {
        _fails(signers, BlsSigner.sign(5, "any message"), reason);
    }

    /// @dev The precompile takes all gas it is given, which must not be all that the caller has.
    function _fails(uint256 signers, bytes memory signature, bytes memory reason) private {
        Fields memory fields = nextFields();
        bytes memory call = abi.encodeCall(
            Checkpoints.submit,
            (encode(fields), fields.view_, keys, IDENTITIES, signers, signature)
        );
        uint256 count = checkpoints.checkpointCount();
        uint256 before = gasleft();
        (bool isDone, bytes memory result) = address(checkpoints).call{gas: 20_000_000}(call);
        uint256 used = before - gasleft();
        assertTrue(!isDone, "refused");
        assertEq(result, reason, "why");
        assertTrue(used < MOST_GAS, "the rest of the gas is left");
        assertEq(checkpoints.checkpointCount(), count, "nothing is accepted");
    }
}
