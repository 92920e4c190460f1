// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title BLS signatures on BLS12-381 by the precompiles of EIP-2537
/// @notice Public keys are in G1, signatures in G2, hashed to the curve as the ciphersuite
/// BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_ says (RFC 9380; draft-irtf-cfrg-bls-signature).
/// @dev A precompile of EIP-2537 takes all gas it is given when its input is no point, so each such
/// call is capped at a few times its price: enough for a dearer fork, and all that a malformed
/// point can cost. That of EIP-198 is capped, too; SHA-256 is not, because it takes any input.
library Bls12381 {
    uint256 internal constant G1_LENGTH = 128;
    uint256 internal constant G2_LENGTH = 256;
    bytes internal constant SIGNATURE_TAG = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_";

    address private constant SHA256 = address(0x02);
    address private constant MODEXP = address(0x05);
    address private constant G1_ADD = address(0x0b);
    address private constant G2_ADD = address(0x0d);
    address private constant PAIRING_CHECK = address(0x0f);
    address private constant MAP_FP2_TO_G2 = address(0x11);

    uint256 private constant MODEXP_GAS = 5_000;
    uint256 private constant G1_ADD_GAS = 2_000;
    uint256 private constant G2_ADD_GAS = 3_000;
    uint256 private constant PAIRING_CHECK_GAS = 400_000;
    uint256 private constant MAP_FP2_TO_G2_GAS = 100_000;

    /// @dev The generator of G1 times minus one.
    bytes private constant NEGATED_GENERATOR = hex"0000000000000000000000000000000017f1d3a73197d7942695638c4fa9ac0f"
        hex"c3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
        hex"00000000000000000000000000000000114d1d6855d545a8aa7d76c8cf2e21f2"
        hex"67816aef1db507c96655b9d5caac42364e6f38ba0ecb751bad54dcd6b939c2ca";
    /// @dev keccak256 of 128 and of 256 zero bytes.
    bytes32 private constant INFINITY_G1_HASH =
        0x012893657d8eb2efad4de0a91bcd0e39ad9837745dec3ea923737ea803fc8e3d;
    bytes32 private constant INFINITY_G2_HASH =
        0xd397b3b043d87fcd6fad1291ff0bfd16401c274896d8c63a923727f077b8e0b5;
    /// @dev The field's prime, as 64 bytes.
    bytes private constant PRIME = hex"000000000000000000000000000000001a0111ea397fe69a4b1ba7b6434bacd7"
        hex"64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";

    /// @notice A precompile gave no answer: its input is no point of the curve or not in the
    /// subgroup, its gas was not enough, or the chain does not have it.
    error PrecompileFailed(address precompile);
    /// @notice Key or signature is the point at infinity: as both it would agree with any message.
    error PointAtInfinity();
    /// @notice A G2 point has 256 bytes.
    error SignatureLength(uint256 length);

    /// @notice Whether `signature` is `key`'s over `message`.
    /// @param key G1 point of EIP-2537, 128 bytes; its subgroup is checked here.
    /// @param signature G2 point of EIP-2537, 256 bytes; its subgroup is checked here.
    function isSigned(bytes memory key, bytes memory message, bytes calldata signature)
        internal
        view
        returns (bool)
    {
        if (signature.length != G2_LENGTH) revert SignatureLength(signature.length);
        bool isInfinity =
            keccak256(key) == INFINITY_G1_HASH || keccak256(signature) == INFINITY_G2_HASH;
        if (isInfinity) revert PointAtInfinity();
        bytes memory hashed = hashToG2(message, SIGNATURE_TAG);
        bytes memory pairs = bytes.concat(key, hashed, NEGATED_GENERATOR, signature);
        return uint256(bytes32(_call(PAIRING_CHECK, PAIRING_CHECK_GAS, pairs, 0, 768, 32))) == 1;
    }

    /// @notice RFC 9380 section 3: hash_to_curve for G2 with SHA-256, SSWU and a random oracle.
    /// @param tag Domain separation tag, at most 255 bytes.
    function hashToG2(bytes memory message, bytes memory tag)
        internal
        view
        returns (bytes memory)
    {
        bytes memory elements = _reduce(_expandMessage(message, tag));
        bytes memory first = _call(MAP_FP2_TO_G2, MAP_FP2_TO_G2_GAS, elements, 0, 128, G2_LENGTH);
        bytes memory second =
            _call(MAP_FP2_TO_G2, MAP_FP2_TO_G2_GAS, elements, 128, 256, G2_LENGTH);
        return _call(G2_ADD, G2_ADD_GAS, bytes.concat(first, second), 0, 512, G2_LENGTH);
    }

    /// @notice Sum of those of `keys` whose bit is set, as a G1 point of 128 bytes.
    /// @param keys One every `stride` bytes: x and y, 48 bytes each. No subgroup is checked.
    /// @param bits Has no bit beyond the keys.
    function sumOf(bytes calldata keys, uint256 stride, uint256 bits)
        internal
        view
        returns (bytes memory sum)
    {
        // The sum, and room for the next summand.
        sum = new bytes(2 * G1_LENGTH);
        bool isDone = true;
        address precompile = G1_ADD;
        uint256 gasCap = G1_ADD_GAS;
        assembly ("memory-safe") {
            let first := add(sum, 0x20)
            let second := add(first, 128)
            for { let key := keys.offset } and(isDone, gt(bits, 0)) { key := add(key, stride) } {
                if and(bits, 1) {
                    calldatacopy(add(second, 16), key, 48)
                    calldatacopy(add(second, 80), add(key, 48), 48)
                    isDone := staticcall(gasCap, precompile, first, 256, first, 128)
                    isDone := and(isDone, eq(returndatasize(), 128))
                }
                bits := shr(1, bits)
            }
            mstore(sum, 128)
        }
        if (!isDone) revert PrecompileFailed(G1_ADD);
    }

    /// @dev RFC 9380 section 5.3.1: expand_message_xmd to 256 bytes.
    function _expandMessage(bytes memory message, bytes memory tag)
        private
        view
        returns (bytes32[8] memory uniform)
    {
        bytes memory suffix = bytes.concat(tag, bytes1(uint8(tag.length)));
        bytes32 seed = sha256(bytes.concat(bytes32(0), bytes32(0), message, hex"010000", suffix));
        bytes memory round = bytes.concat(seed, hex"00", suffix);
        bool isDone = true;
        address precompile = SHA256;
        assembly ("memory-safe") {
            let input := add(round, 0x20)
            let length := mload(round)
            let last := 0
            for { let i := 0 } lt(i, 8) { i := add(i, 1) } {
                let output := add(uniform, shl(5, i))
                mstore(input, xor(seed, last))
                mstore8(add(input, 0x20), add(i, 1))
                let isOne := staticcall(gas(), precompile, input, length, output, 0x20)
                isDone := and(isDone, and(isOne, eq(returndatasize(), 0x20)))
                last := mload(output)
            }
        }
        if (!isDone) revert PrecompileFailed(SHA256);
    }

    /// @dev Four integers of 64 bytes, each modulo the field's prime: its first power by the
    /// precompile of EIP-198. Together two elements of the field below G2.
    function _reduce(bytes32[8] memory uniform) private view returns (bytes memory elements) {
        elements = new bytes(256);
        bytes memory power = abi.encodePacked(
            uint256(64), uint256(1), uint256(64), bytes32(0), bytes32(0), uint8(1), PRIME
        );
        bool isDone = true;
        address precompile = MODEXP;
        uint256 gasCap = MODEXP_GAS;
        assembly ("memory-safe") {
            let input := add(power, 0x20)
            for { let i := 0 } lt(i, 256) { i := add(i, 64) } {
                mcopy(add(input, 0x60), add(uniform, i), 64)
                let output := add(add(elements, 0x20), i)
                let isOne := staticcall(gasCap, precompile, input, mload(power), output, 64)
                isDone := and(isDone, and(isOne, eq(returndatasize(), 64)))
            }
        }
        if (!isDone) revert PrecompileFailed(MODEXP);
    }

    /// @dev Bytes `from` to `to` of the input. A chain without the precompile answers with nothing,
    /// which is not success.
    function _call(
        address precompile,
        uint256 gasCap,
        bytes memory input,
        uint256 from,
        uint256 to,
        uint256 length
    ) private view returns (bytes memory output) {
        output = new bytes(length);
        bool isDone;
        assembly ("memory-safe") {
            isDone := staticcall(
                gasCap,
                precompile,
                add(add(input, 0x20), from),
                sub(to, from),
                add(output, 0x20),
                length
            )
            isDone := and(isDone, eq(returndatasize(), length))
        }
        if (!isDone) revert PrecompileFailed(precompile);
    }
}
