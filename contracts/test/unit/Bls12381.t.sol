// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bls12381} from "../../src/libraries/Bls12381.sol";
import {BlsSigner} from "../support/BlsSigner.sol";
import {Test} from "../support/Test.sol";

contract Bls12381Test is Test {
    bytes internal constant MESSAGE = "message";
    uint256 internal constant SECRET = 0x5eed;

    function isSigned(bytes memory key, bytes memory message, bytes calldata signature)
        external
        view
        returns (bool)
    {
        return Bls12381.isSigned(key, message, signature);
    }

    function hashToG2(bytes memory message, bytes memory tag)
        external
        view
        returns (bytes memory)
    {
        return Bls12381.hashToG2(message, tag);
    }

    function addKey(bytes calldata keys) external view returns (bytes memory) {
        return Bls12381.sumOf(keys, 96, 1);
    }

    function test_isSigned_ownSignature() public view {
        bytes memory signature = BlsSigner.sign(SECRET, MESSAGE);
        assertTrue(this.isSigned(BlsSigner.publicKey(SECRET), MESSAGE, signature), "valid");
    }

    function test_isSigned_wrongMessageOrKey_isFalse() public view {
        bytes memory signature = BlsSigner.sign(SECRET, MESSAGE);
        assertTrue(!this.isSigned(BlsSigner.publicKey(SECRET), "other", signature), "message");
        assertTrue(!this.isSigned(BlsSigner.publicKey(7), MESSAGE, signature), "key");
    }

    function test_isSigned_infinity_reverts() public {
        bytes memory signature = BlsSigner.sign(SECRET, MESSAGE);
        vm.expectRevert(Bls12381.PointAtInfinity.selector);
        this.isSigned(new bytes(128), MESSAGE, signature);
        bytes memory key = BlsSigner.publicKey(SECRET);
        vm.expectRevert(Bls12381.PointAtInfinity.selector);
        this.isSigned(key, MESSAGE, new bytes(256));
        vm.expectRevert(Bls12381.PointAtInfinity.selector);
        this.isSigned(new bytes(128), MESSAGE, new bytes(256));
    }

    function test_isSigned_offCurve_reverts() public {
        bytes memory signature = BlsSigner.sign(SECRET, MESSAGE);
        bytes memory key = BlsSigner.publicKey(SECRET);
        signature[255] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, address(0x0f)));
        this.isSigned(key, MESSAGE, signature);
        signature[255] ^= 0x01;
        key[127] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, address(0x0f)));
        this.isSigned(key, MESSAGE, signature);
    }

    /// @dev (0, 2) is on the curve y^2 = x^3 + 4 of G1 and has order 3, outside the subgroup.
    function test_isSigned_keyOutsideTheSubgroup_reverts() public {
        bytes memory signature = BlsSigner.sign(SECRET, MESSAGE);
        bytes memory key = new bytes(128);
        key[127] = 0x02;
        vm.expectRevert(abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, address(0x0f)));
        this.isSigned(key, MESSAGE, signature);
    }

    /// @dev Addition asks for no subgroup, so it tells that the point is on the curve.
    function test_isSigned_signatureOutsideTheSubgroup_reverts() public {
        bytes memory outside = BlsSigner.OUTSIDE_G2;
        bytes memory sum =
            BlsSigner.call(address(0x0d), bytes.concat(outside, new bytes(256)), 256);
        assertEq(sum, outside, "on the curve");
        bytes memory key = BlsSigner.publicKey(SECRET);
        vm.expectRevert(abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, address(0x0f)));
        this.isSigned(key, MESSAGE, outside);
    }

    function test_isSigned_malformedPoint_costsAtMostTheCap() public {
        bytes memory key = BlsSigner.publicKey(SECRET);
        bytes memory junk = new bytes(256);
        junk[255] = 0x01;
        uint256 before = gasleft();
        (bool isDone,) = address(this).staticcall{gas: 20_000_000}(
            abi.encodeCall(this.isSigned, (key, MESSAGE, junk))
        );
        assertTrue(!isDone, "refused");
        assertTrue(before - gasleft() < 650_000, "the rest of the gas is left");
    }

    function test_addKey_offCurve_costsAtMostTheCap() public {
        bytes memory junk = new bytes(96);
        junk[95] = 0x01;
        uint256 before = gasleft();
        (bool isDone,) =
            address(this).staticcall{gas: 20_000_000}(abi.encodeCall(this.addKey, (junk)));
        assertTrue(!isDone, "refused");
        assertTrue(before - gasleft() < 10_000, "the rest of the gas is left");
    }

    function test_isSigned_chainWithoutThePrecompiles_reverts() public {
        bytes memory key = BlsSigner.publicKey(SECRET);
        bytes memory signature = BlsSigner.sign(SECRET, MESSAGE);
        // Elsewhere the address is an account without code: the call succeeds with no answer.
        // What each round of the hash begins with: the compiler guards the first call itself.
        bytes memory suffix = bytes.concat(Bls12381.SIGNATURE_TAG, hex"2b");
        bytes32 seed = sha256(bytes.concat(new bytes(64), bytes(MESSAGE), hex"010000", suffix));
        address[3] memory missing = [address(0x11), address(0x05), address(0x02)];
        for (uint256 i = 0; i < missing.length; ++i) {
            vm.mockCall(missing[i], i == 2 ? bytes.concat(seed) : bytes(""), "");
            vm.expectRevert(abi.encodeWithSelector(Bls12381.PrecompileFailed.selector, missing[i]));
            this.isSigned(key, MESSAGE, signature);
        }
    }
}
