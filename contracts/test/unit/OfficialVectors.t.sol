// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bls12381} from "../../src/libraries/Bls12381.sol";
import {Committee} from "../../src/libraries/Committee.sol";
import {BlsSigner} from "../support/BlsSigner.sol";
import {Test} from "../support/Test.sol";

/// @notice What the standards say of hashing to the curve and of signatures; see test/vectors.
contract OfficialVectorsTest is Test {
    function test_hashToG2_rfc9380() public view {
        string memory file = vm.readFile("./test/vectors/hash-to-g2.json");
        bytes memory tag = bytes(vm.parseJsonString(file, ".tag"));
        uint256 i;
        for (; vm.keyExistsJson(file, _path(i, "point")); ++i) {
            bytes memory message = bytes(vm.parseJsonString(file, _path(i, "message")));
            bytes memory point = vm.parseJsonBytes(file, _path(i, "point"));
            assertEq(Bls12381.hashToG2(message, tag), point, "point");
        }
        assertEq(i, 5, "cases");
    }

    function test_isSigned_ethereumSuites() public view {
        string memory file = vm.readFile("./test/vectors/bls-verify.json");
        uint256 i;
        uint256 valid;
        for (; vm.keyExistsJson(file, _path(i, "keys")); ++i) {
            bool isValid = vm.parseJsonBool(file, _path(i, "valid"));
            if (isValid) ++valid;
            try this.isSignedByAll(
                vm.parseJsonBytes(file, _path(i, "keys")),
                vm.parseJsonBytes(file, _path(i, "message")),
                vm.parseJsonBytes(file, _path(i, "signature"))
            ) returns (
                bool isSigned
            ) {
                assertTrue(isSigned == isValid, vm.parseJsonString(file, _path(i, "name")));
            } catch {
                assertTrue(!isValid, vm.parseJsonString(file, _path(i, "name")));
            }
        }
        assertEq(i, 32, "cases");
        assertEq(valid, 13, "valid ones");
    }

    /// @notice As a committee whose members have power 1 each and all signed.
    function isSignedByAll(bytes calldata points, bytes calldata message, bytes calldata signature)
        external
        view
        returns (bool)
    {
        bytes memory keys;
        uint256 members = points.length / Bls12381.G1_LENGTH;
        for (uint256 i = 0; i < members; ++i) {
            uint256 from = i * Bls12381.G1_LENGTH;
            bytes memory key = points[from:from + Bls12381.G1_LENGTH];
            keys = bytes.concat(keys, BlsSigner.packed(key), bytes8(uint64(1)));
        }
        bytes memory sum = this.quorumKey(keys, 2 ** members - 1);
        return Bls12381.isSigned(sum, message, signature);
    }

    function quorumKey(bytes calldata keys, uint256 signers) external view returns (bytes memory) {
        return Committee.quorumKey(keys, signers);
    }

    function _path(uint256 i, string memory field) private pure returns (string memory) {
        return string.concat(".cases[", vm.toString(i), "].", field);
    }
}
