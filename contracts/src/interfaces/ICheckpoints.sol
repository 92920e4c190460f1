// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The sidechain's light client on Ethereum, as Gateway and Vault use it
interface ICheckpoints {
    /// @notice Accepts the header of a final block; anybody may call. Without effect, and without
    /// reverting, if it is a header of this chain whose height is not above the last: whoever
    /// posted that one did the work.
    /// @param header The 358 bytes whose hash validators signed.
    /// @param view_ View of the signed statement: the header's own, or a later one for a boundary.
    /// @param keys The committee: per member x and y of its key, 48 bytes each, and its power,
    /// uint64.
    /// @param identitiesHash keccak256 over the members' accounts and network keys, which is the
    /// rest of what the committee's hash commits to.
    /// @param signers Bit i is set if member i signed.
    /// @param signature Aggregate signature, a G2 point in the encoding of EIP-2537, 256 bytes.
    function submit(
        bytes calldata header,
        uint64 view_,
        bytes calldata keys,
        bytes32 identitiesHash,
        uint256 signers,
        bytes calldata signature
    ) external;

    /// @notice Adds an event to the inbox; only for Gateway and Vault, and not for the Gateway once
    /// the chain is sealed.
    /// @param kind One of InboxKind.
    /// @param data abi.encode of the event's fields, at most 512 bytes.
    function append(uint8 kind, bytes calldata data) external;

    /// @notice How many checkpoints were accepted; their indexes begin at 0.
    function checkpointCount() external view returns (uint64);

    /// @notice Hash of the header of checkpoint `index`; zero if there is none.
    function headerHashAt(uint256 index) external view returns (bytes32);

    /// @notice What checkpoint `index` speaks for: coin blocks `after_ < n <= upTo`, the ones that
    /// no checkpoint before it covers. Zeros if there is none.
    function coinBlocksAt(uint256 index)
        external
        view
        returns (bytes32 headerHash, uint64 after_, uint64 upTo);

    /// @notice Number of the newest coin block that accepted checkpoints cover; zero for none.
    function coinCount() external view returns (uint64);

    /// @notice The inbox's hash chain after `count` events. Zero after no event, and for more
    /// events than there are.
    function inbox(uint256 count) external view returns (bytes32);

    /// @notice Events that the sidechain had applied at the newest checkpoint; zero before any.
    function appliedInboxCount() external view returns (uint64);

    /// @notice Whether the sidechain was given up: no checkpoint is accepted any more, for ever.
    function isSealed() external view returns (bool);
}
