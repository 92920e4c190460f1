// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Header} from "../../src/libraries/Header.sol";
import {Test} from "../support/Test.sol";

contract HeaderTest is Test {
    using Header for bytes;

    function hash(bytes calldata header) external pure returns (bytes32) {
        return header.hash();
    }

    function test_hash_wholeHeader_isItsKeccak() public view {
        bytes memory header = _header(1, Header.MAX_TIMESTAMP_MS);
        assertEq(this.hash(header), keccak256(header), "hash");
    }

    function testFuzz_hash_otherLength_reverts(uint16 length) public {
        vm.assume(length != Header.LENGTH);
        vm.expectRevert(abi.encodeWithSelector(Header.HeaderLength.selector, length));
        this.hash(new bytes(length));
    }

    function testFuzz_hash_otherVersion_reverts(uint16 version) public {
        vm.assume(version != Header.VERSION);
        vm.expectRevert(abi.encodeWithSelector(Header.HeaderVersion.selector, version));
        this.hash(_header(version, 0));
    }

    /// @dev Validators could else sign a checkpoint that no node can prove anything by.
    function testFuzz_hash_timeThatNodesRefuse_reverts(uint64 timestampMs) public {
        timestampMs = uint64(bound(timestampMs, 2 ** 53, type(uint64).max));
        vm.expectRevert(abi.encodeWithSelector(Header.HeaderTimestamp.selector, timestampMs));
        this.hash(_header(1, timestampMs));
    }

    function _header(uint16 version, uint64 timestampMs) private pure returns (bytes memory) {
        bytes memory before = new bytes(88);
        return bytes.concat(bytes2(version), before, bytes8(timestampMs), new bytes(260));
    }
}
