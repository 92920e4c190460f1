// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Fields of a sidechain header
/// @notice A header is 358 bytes: its fields in a fixed order, each of a fixed width, big-endian.
/// The layout never changes, because contracts that nobody can upgrade read it. Whoever proves
/// something passes a whole header; its hash is what validators signed.
library Header {
    uint256 internal constant LENGTH = 358;
    uint16 internal constant VERSION = 1;
    /// @notice Nodes keep a time in a number that is exact up to here, and refuse a header of a
    /// later time. Were one accepted here, no node could make a proof with it.
    uint64 internal constant MAX_TIMESTAMP_MS = 2 ** 53 - 1;

    /// @notice The header has `length` bytes instead of 358.
    error HeaderLength(uint256 length);
    /// @notice The header has a version these contracts do not read.
    error HeaderVersion(uint16 version);
    /// @notice The header is of a later time than nodes of the sidechain read.
    error HeaderTimestamp(uint64 timestampMs);

    /// @notice keccak256 of the whole header, which has its length, version and time checked. Only
    /// after that may fields be read.
    function hash(bytes calldata header) internal pure returns (bytes32) {
        if (header.length != LENGTH) revert HeaderLength(header.length);
        uint16 version = uint16(uint256(_wordAt(header, 0)) >> 240);
        if (version != VERSION) revert HeaderVersion(version);
        uint64 timestampMs = uint64(uint256(_wordAt(header, 90)) >> 192);
        if (timestampMs > MAX_TIMESTAMP_MS) revert HeaderTimestamp(timestampMs);
        return keccak256(header);
    }

    function genesisHash(bytes calldata header) internal pure returns (bytes32) {
        return _wordAt(header, 2);
    }

    function epoch(bytes calldata header) internal pure returns (uint64) {
        return uint64(uint256(_wordAt(header, 34)) >> 192);
    }

    function view_(bytes calldata header) internal pure returns (uint64) {
        return uint64(uint256(_wordAt(header, 42)) >> 192);
    }

    function height(bytes calldata header) internal pure returns (uint64) {
        return uint64(uint256(_wordAt(header, 50)) >> 192);
    }

    function stateRoot(bytes calldata header) internal pure returns (bytes32) {
        return _wordAt(header, 150);
    }

    function outboxRoot(bytes calldata header) internal pure returns (bytes32) {
        return _wordAt(header, 182);
    }

    function coinRoot(bytes calldata header) internal pure returns (bytes32) {
        return _wordAt(header, 214);
    }

    function coinCount(bytes calldata header) internal pure returns (uint64) {
        return uint64(uint256(_wordAt(header, 246)) >> 192);
    }

    function inboxCount(bytes calldata header) internal pure returns (uint64) {
        return uint64(uint256(_wordAt(header, 254)) >> 192);
    }

    function inboxHash(bytes calldata header) internal pure returns (bytes32) {
        return _wordAt(header, 262);
    }

    /// @notice Zero except at an epoch's boundary.
    function nextCommitteeHash(bytes calldata header) internal pure returns (bytes32) {
        return _wordAt(header, 326);
    }

    /// @dev Looks at no length: `hash`, which does, comes before any field.
    function _wordAt(bytes calldata header, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := calldataload(add(header.offset, offset))
        }
    }
}
