// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bls12381} from "./Bls12381.sol";

/// @title A committee of validators as calldata
/// @notice Keys are 104 bytes a member: the coordinates x and y of its BLS12-381 G1 key, 48 bytes
/// each, and its voting power as uint64. Storing them would cost more at each handover than passing
/// them each time; their hash is what is stored.
library Committee {
    uint256 internal constant MAX_MEMBERS = 100;
    uint256 private constant MEMBER_LENGTH = 104;
    uint256 private constant POWER_OFFSET = 96;

    /// @notice These are not the keys behind the stored hash.
    error WrongCommittee(bytes32 expected, bytes32 given);
    /// @notice The keys are `length` bytes: not a whole number of members, none, or too many.
    error CommitteeLength(uint256 length);
    /// @notice A bit at or above the number of members is set.
    error StraySigners(uint256 signers, uint256 members);
    /// @notice The signers hold `power` of `total`, which is not more than two thirds.
    error NoQuorum(uint256 power, uint256 total);

    /// @notice keccak256(keccak256(keys) || identitiesHash), as the last header of the epoch before
    /// holds it.
    function hash(bytes calldata keys, bytes32 identitiesHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(keys), identitiesHash));
    }

    /// @notice Sum of the keys of the members whose bit is set, who must hold a quorum.
    /// @dev Addition checks no subgroup, and no proof that a member knows its secret: validators
    /// checked both when the key was registered, and more than two thirds of the committee before
    /// signed the hash. The founders' keys are trusted as the contracts are deployed with them.
    /// @return sum A G1 point in the encoding of EIP-2537, 128 bytes.
    function quorumKey(bytes calldata keys, uint256 signers)
        internal
        view
        returns (bytes memory sum)
    {
        uint256 members = keys.length / MEMBER_LENGTH;
        if (keys.length % MEMBER_LENGTH != 0 || members == 0 || members > MAX_MEMBERS) {
            revert CommitteeLength(keys.length);
        }
        if (signers >> members != 0) revert StraySigners(signers, members);
        uint256 power;
        uint256 total;
        assembly ("memory-safe") {
            // A hundred powers below 2^64 overflow nothing; a bit above the last member ends it.
            let at := add(keys.offset, POWER_OFFSET)
            for { let bits := or(signers, shl(members, 1)) } gt(bits, 1) { bits := shr(1, bits) } {
                let own := shr(192, calldataload(at))
                total := add(total, own)
                power := add(power, mul(own, and(bits, 1)))
                at := add(at, MEMBER_LENGTH)
            }
        }
        if (3 * power <= 2 * total) revert NoQuorum(power, total);
        return Bls12381.sumOf(keys, MEMBER_LENGTH, signers);
    }
}
