// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bls12381} from "../../src/libraries/Bls12381.sol";

/// @notice Secret keys put to use by the multiplication precompiles of EIP-2537.
library BlsSigner {
    bytes internal constant GENERATOR = hex"0000000000000000000000000000000017f1d3a73197d7942695638c4fa9ac0f"
        hex"c3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
        hex"0000000000000000000000000000000008b3f481e3aaa0f1a09e30ed741d8ae4"
        hex"fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1";

    /// @dev A point of the curve of G2, x = 2, that is not in the subgroup.
    bytes internal constant OUTSIDE_G2 = hex"0000000000000000000000000000000000000000000000000000000000000000"
        hex"0000000000000000000000000000000000000000000000000000000000000002"
        hex"0000000000000000000000000000000000000000000000000000000000000000"
        hex"0000000000000000000000000000000000000000000000000000000000000000"
        hex"0000000000000000000000000000000018c6b864ae17dc9da64203ffefb96630"
        hex"6425a7bc6aeb7c75247438372716284a4173830420cd476ba1a365b95bfcec38"
        hex"00000000000000000000000000000000172e93db764a8400a7d5071b6b6f5de0"
        hex"da2f0f4a063119abca014006b7c40a2cfe291a1924e65db0d6d0fcfbf3bf3d5c";

    /// @notice G1 point, 128 bytes.
    function publicKey(uint256 secretKey) internal view returns (bytes memory) {
        return call(address(0x0c), bytes.concat(GENERATOR, bytes32(secretKey)), 128);
    }

    /// @notice G2 point, 256 bytes.
    function sign(uint256 secretKey, bytes memory message) internal view returns (bytes memory) {
        bytes memory hashed = Bls12381.hashToG2(message, Bls12381.SIGNATURE_TAG);
        return call(address(0x0e), bytes.concat(hashed, bytes32(secretKey)), 256);
    }

    /// @notice The coordinates of a key without padding, 96 bytes.
    function packed(bytes memory key) internal pure returns (bytes memory coordinates) {
        coordinates = new bytes(96);
        assembly ("memory-safe") {
            mcopy(add(coordinates, 32), add(key, 48), 48)
            mcopy(add(coordinates, 80), add(key, 112), 48)
        }
    }

    function call(address precompile, bytes memory input, uint256 length)
        internal
        view
        returns (bytes memory output)
    {
        bool isDone;
        (isDone, output) = precompile.staticcall(input);
        require(isDone && output.length == length, "precompile");
    }
}
