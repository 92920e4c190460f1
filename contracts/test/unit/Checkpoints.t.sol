// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Committee} from "../../src/libraries/Committee.sol";
import {Header} from "../../src/libraries/Header.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {Sidechain} from "../support/Sidechain.sol";

contract CheckpointsTest is Sidechain {
    uint256 internal constant ALL = 2 ** MEMBERS - 1;

    function setUp() public {
        deployAll();
    }

    // ------------------------------------------------------------------------------ acceptance

    function test_submit_finalHeader_isStored() public {
        Fields memory fields = nextFields();
        fields.height = 7;
        fields.coinCount = 3;
        bytes memory header = post(fields);
        Checkpoints.Checkpoint memory stored = checkpoints.checkpointAt(0);
        assertEq(stored.headerHash, keccak256(header), "hash");
        assertEq(stored.height, 7, "height");
        assertEq(stored.coinCount, 3, "coin blocks");
        assertEq(stored.acceptedAt, block.timestamp, "time");
        assertEq(checkpoints.checkpointCount(), 1, "count");
        assertEq(checkpoints.height(), 7, "last height");
    }

    function test_submit_heightNotAboveTheLast_hasNoEffect() public {
        Fields memory first = nextFields();
        first.height = 5;
        bytes memory header = post(first);
        first.height = 5;
        first.stateRoot = keccak256("another state");
        post(first);
        first.height = 4;
        post(first);
        assertEq(checkpoints.checkpointCount(), 1, "count");
        assertEq(checkpoints.headerHashAt(0), keccak256(header), "never replaced");
    }

    function test_submit_heightNotAboveTheLast_looksAtNoSignature() public {
        post(nextFields());
        Fields memory old = nextFields();
        old.height = 1;
        checkpoints.submit(encode(old), 9, "", 0, 0, "");
    }

    // ------------------------------------------------------------------------------- boundaries

    function test_submit_boundary_handsOverToTheNextCommittee() public {
        bytes memory next = keysOf(1, 5);
        Fields memory fields = nextFields();
        fields.nextCommitteeHash = hashOf(next);
        vm.expectEmit();
        emit Checkpoints.InboxAppended(1, InboxKind.BOUNDARY_ACCEPTED, abi.encode(uint64(1)));
        post(fields);
        assertEq(checkpoints.epoch(), 1, "epoch");
        assertEq(checkpoints.committeeHash(), hashOf(next), "committee");
        assertEq(checkpoints.inboxCount(), 1, "inbox");
    }

    function test_submit_boundary_mayBeSignedInALaterView() public {
        Fields memory fields = nextFields();
        fields.nextCommitteeHash = hashOf(keysOf(1, 5));
        bytes memory header = encode(fields);
        uint64 later = fields.view_ + 9;
        bytes memory signature = signatureOf(0, MEMBERS, ALL, header, later);
        checkpoints.submit(header, later, keys, IDENTITIES, ALL, signature);
        assertEq(checkpoints.epoch(), 1, "epoch");
    }

    function test_submit_boundaryOfAnEarlierView_reverts() public {
        Fields memory fields = nextFields();
        fields.nextCommitteeHash = hashOf(keysOf(1, 5));
        _refuses(
            fields,
            fields.view_ - 1,
            abi.encodeWithSelector(Checkpoints.WrongView.selector, fields.view_, fields.view_ - 1)
        );
    }

    function test_submit_otherBlockInALaterView_reverts() public {
        Fields memory fields = nextFields();
        _refuses(
            fields,
            fields.view_ + 1,
            abi.encodeWithSelector(Checkpoints.WrongView.selector, fields.view_, fields.view_ + 1)
        );
    }

    function test_submit_skippedEpoch_reverts() public {
        Fields memory fields = nextFields();
        fields.epoch = 1;
        _refuses(
            fields,
            fields.view_,
            abi.encodeWithSelector(Checkpoints.WrongEpoch.selector, uint64(0), uint64(1))
        );
    }

    function test_submit_formerCommittee_reverts() public {
        bytes memory former = keys;
        handOverTo(1, 5);
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, header, fields.view_);
        vm.expectRevert(
            abi.encodeWithSelector(Committee.WrongCommittee.selector, hashOf(keys), hashOf(former))
        );
        checkpoints.submit(header, fields.view_, former, IDENTITIES, ALL, signature);
    }

    // ---------------------------------------------------------------------------------- content

    function test_submit_otherGenesis_reverts() public {
        Fields memory fields = nextFields();
        fields.genesisHash = keccak256("another chain");
        _refuses(
            fields,
            fields.view_,
            abi.encodeWithSelector(Checkpoints.WrongGenesis.selector, GENESIS, fields.genesisHash)
        );
    }

    function test_submit_otherVersion_reverts() public {
        bytes memory header = encode(nextFields());
        header[1] = 0x02;
        vm.expectRevert(abi.encodeWithSelector(Header.HeaderVersion.selector, uint16(2)));
        checkpoints.submit(header, 1, keys, IDENTITIES, ALL, new bytes(256));
    }

    function test_submit_otherLength_reverts() public {
        bytes memory header = bytes.concat(encode(nextFields()), hex"00");
        vm.expectRevert(abi.encodeWithSelector(Header.HeaderLength.selector, 359));
        checkpoints.submit(header, 1, keys, IDENTITIES, ALL, new bytes(256));
    }

    function test_submit_fewerCoinBlocks_reverts() public {
        Fields memory fields = nextFields();
        fields.coinCount = 5;
        post(fields);
        fields = nextFields();
        fields.coinCount = 4;
        _refuses(
            fields,
            fields.view_,
            abi.encodeWithSelector(Checkpoints.WrongCoinCount.selector, uint64(5), uint64(4))
        );
    }

    function test_submit_moreCoinBlocksThanTheTreeHolds_reverts() public {
        Fields memory fields = nextFields();
        fields.coinCount = 2 ** 32;
        _refuses(
            fields,
            fields.view_,
            abi.encodeWithSelector(
                Checkpoints.WrongCoinCount.selector, uint64(0), fields.coinCount
            )
        );
        fields.coinCount = 2 ** 32 - 1;
        post(fields);
    }

    function test_submit_inventedInbox_reverts() public {
        Fields memory fields = nextFields();
        fields.inboxHash = keccak256("a deposit nobody made");
        _refuses(
            fields,
            fields.view_,
            abi.encodeWithSelector(Checkpoints.WrongInbox.selector, uint64(0), fields.inboxHash)
        );
    }

    function test_submit_inboxOfTheFuture_reverts() public {
        Fields memory fields = nextFields();
        fields.inboxCount = 1;
        _refuses(
            fields,
            fields.view_,
            abi.encodeWithSelector(Checkpoints.WrongInbox.selector, uint64(1), bytes32(0))
        );
    }

    function test_submit_fewerInboxEvents_reverts() public {
        gateway.depositEth{value: 1}(address(1));
        post(nextFields());
        Fields memory fields = nextFields();
        fields.inboxCount = 0;
        fields.inboxHash = 0;
        _refuses(
            fields,
            fields.view_,
            abi.encodeWithSelector(Checkpoints.WrongInbox.selector, uint64(0), bytes32(0))
        );
    }

    function test_submit_olderInbox_isAccepted() public {
        Fields memory fields = nextFields();
        gateway.depositEth{value: 1}(address(1));
        post(fields);
        assertEq(checkpoints.appliedInboxCount(), 0, "applied");
        post(nextFields());
        assertEq(checkpoints.appliedInboxCount(), 1, "applied later");
    }

    // ------------------------------------------------------------------------------------ inbox

    function test_append_stranger_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.NotAllowed.selector, address(this)));
        checkpoints.append(InboxKind.GATEWAY_DEPOSITED, "");
    }

    function test_append_linksEachEventToAllBefore() public {
        bytes32 chain;
        for (uint64 i = 1; i <= 3; ++i) {
            bytes memory data = abi.encode("event", i);
            vm.prank(i == 2 ? address(vault) : address(gateway));
            checkpoints.append(uint8(i), data);
            bytes32 eventHash = keccak256(abi.encode(uint8(i), data));
            chain = keccak256(abi.encode(chain, i, eventHash));
            assertEq(checkpoints.inbox(i), chain, "link");
        }
        assertEq(checkpoints.inboxCount(), 3, "count");
    }

    function test_append_longEvent_reverts() public {
        vm.prank(address(gateway));
        checkpoints.append(1, new bytes(512));
        vm.prank(address(gateway));
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.EventLength.selector, 513));
        checkpoints.append(1, new bytes(513));
    }

    // -------------------------------------------------------------------------- the chain's end

    function test_declareDead_beforeTheSilence_reverts() public {
        post(nextFields());
        uint256 allowedAt = block.timestamp + SILENCE;
        vm.warp(allowedAt - 1);
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.TooEarly.selector, allowedAt));
        checkpoints.declareDead();
        vm.warp(allowedAt);
        checkpoints.declareDead();
        assertEq(checkpoints.declaredDeadAt(), allowedAt, "declared");
    }

    function test_declareDead_twice_doesNotPutOffTheEnd() public {
        vm.warp(block.timestamp + SILENCE);
        checkpoints.declareDead();
        uint256 declaredAt = block.timestamp;
        vm.warp(block.timestamp + GRACE - 1);
        checkpoints.declareDead();
        assertEq(checkpoints.declaredDeadAt(), declaredAt, "declared once");
    }

    function test_seal_beforeTheGrace_reverts() public {
        vm.expectRevert(Checkpoints.NotDeclaredDead.selector);
        checkpoints.seal();
        vm.warp(block.timestamp + SILENCE);
        checkpoints.declareDead();
        uint256 allowedAt = block.timestamp + GRACE;
        vm.warp(allowedAt - 1);
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.TooEarly.selector, allowedAt));
        checkpoints.seal();
    }

    function test_submit_inTheGrace_undoesTheDeclaration() public {
        vm.warp(block.timestamp + SILENCE);
        checkpoints.declareDead();
        post(nextFields());
        vm.warp(block.timestamp + GRACE);
        vm.expectRevert(Checkpoints.NotDeclaredDead.selector);
        checkpoints.seal();
    }

    function test_seal_afterTheGrace_endsCheckpointsForEver() public {
        sealChain();
        assertTrue(checkpoints.isSealed(), "sealed");
        Fields memory fields = nextFields();
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, header, fields.view_);
        vm.expectRevert(Checkpoints.AlreadySealed.selector);
        checkpoints.submit(header, fields.view_, keys, IDENTITIES, ALL, signature);
        vm.expectRevert(Checkpoints.AlreadySealed.selector);
        checkpoints.declareDead();
        vm.expectRevert(Checkpoints.AlreadySealed.selector);
        checkpoints.seal();
    }

    // ---------------------------------------------------------------------------------- helpers

    function _refuses(Fields memory fields, uint64 view_, bytes memory reason) private {
        bytes memory header = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, header, view_);
        vm.expectRevert(reason);
        checkpoints.submit(header, view_, keys, IDENTITIES, ALL, signature);
    }
}
