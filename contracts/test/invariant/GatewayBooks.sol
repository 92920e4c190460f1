// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {FeeOnTransfer} from "../mocks/OddErc20.sol";
import {PlainErc721} from "../mocks/PlainTokens.sol";
import {Outbox} from "../support/Outbox.sol";
import {Vm} from "../support/Vm.sol";
import {MoodyReceiver} from "./MoodyReceiver.sol";

uint256 constant PEOPLE = 3;

/// @notice The honest books of a sidechain: each event of the inbox is credited once, when a
/// checkpoint says that it was, and what leaves is burnt. Beside them, what Ethereum's logs said.
/// Together they say what the Gateway owes to whom, without asking it.
abstract contract GatewayBooks is Outbox {
    struct Event {
        uint8 kind;
        bytes data;
        /// @dev What a refund of a deposit pays, as if it were a withdrawal; and whom it credits.
        Gateway.Withdrawal back;
        address to;
    }

    /// @notice What is owed to each person, and who may have each token and how often.
    struct Rights {
        uint256[PEOPLE] ether_;
        uint256[PEOPLE] units;
        address[] heirs;
        uint256[] claims;
    }

    FeeOnTransfer public coins;
    PlainErc721 public things;
    MoodyReceiver internal moody;

    // ------------------------------------------------------------------------- the sidechain

    mapping(address asset => mapping(address account => uint256)) internal balances;
    mapping(address account => uint256) internal stakes;
    mapping(uint256 id => address) internal owners;
    uint256 internal idCount;
    Gateway.Withdrawal[] internal burnt;

    /// @dev As the newest checkpoint has it.
    Entry[] internal posted;
    mapping(uint256 checkpoint => mapping(bytes32 key => uint256)) private _values;
    Gateway.Withdrawal[] internal owed;
    uint256 private _applied;
    bytes[] internal headers;

    // --------------------------------------------------------------------- Ethereum's logs

    Event[] internal events;
    Checkpoints.Checkpoint[] private _accepted;
    uint256 internal generation;
    mapping(uint256 index => bool) internal isRefunded;
    mapping(uint256 id => bool) internal hasEscapedThing;

    // ----------------------------------------------------------------- what must be true

    /// @notice Everything that is owed: what the newest checkpoint's accounts and withdrawals have
    /// in the Gateway, and what was deposited after it.
    function rights() public view returns (Rights memory sum) {
        (sum.heirs, sum.claims) = (new address[](idCount + 1), new uint256[](idCount + 1));
        for (uint256 i = 0; i < PEOPLE; ++i) {
            address account = person(i);
            if (!gateway.hasEscaped(address(0), account)) {
                sum.ether_[i] =
                    postedOf(balanceKey(address(0), account)) + postedOf(stakeKey(account));
            }
            if (!gateway.hasEscaped(address(coins), account)) {
                sum.units[i] = postedOf(balanceKey(address(coins), account));
            }
        }
        for (uint256 id = 1; id <= idCount; ++id) {
            address owner = postedOwner(id);
            if (owner != address(0) && !hasEscapedThing[id]) {
                (sum.heirs[id], sum.claims[id]) = (owner, 1);
            }
        }
        for (uint256 i = 0; i < owed.length; ++i) {
            if (!gateway.isClaimed(uint64(i))) _add(sum, owed[i]);
        }
        for (uint256 i = _applied; i < events.length; ++i) {
            if (events[i].kind != InboxKind.GATEWAY_DEPOSITED || isRefunded[i + 1]) continue;
            _add(sum, events[i].back);
        }
    }

    /// @notice Whether the Gateway has what it owes: to the wei, and each token to one.
    function isSolvent() external view returns (bool) {
        Rights memory sum = rights();
        uint256 ether_ = sum.ether_[0] + sum.ether_[1] + sum.ether_[2];
        uint256 units = sum.units[0] + sum.units[1] + sum.units[2];
        if (address(gateway).balance != ether_) return false;
        if (coins.balanceOf(address(gateway)) != units) return false;
        if (gateway.locked(address(coins)) != units) return false;
        for (uint256 id = 1; id <= idCount; ++id) {
            bool isHere = things.ownerOf(id) == address(gateway);
            if (sum.claims[id] != (isHere ? 1 : 0)) return false;
            if (gateway.lockedId(address(things), id) != isHere) return false;
        }
        return true;
    }

    /// @notice Whether the inbox is the chain of hashes over what was logged, in order.
    function isInboxComplete() external view returns (bool) {
        bytes32 link;
        for (uint256 i = 0; i < events.length; ++i) {
            bytes32 eventHash = keccak256(abi.encode(events[i].kind, events[i].data));
            link = keccak256(abi.encode(link, uint64(i + 1), eventHash));
            if (checkpoints.inbox(i + 1) != link) return false;
        }
        return
            checkpoints.inboxCount() == events.length && checkpoints.inbox(events.length + 1) == 0;
    }

    /// @notice Whether all checkpoints are the accepted ones, one above the other.
    function areCheckpointsKept() external view returns (bool) {
        uint64 height;
        uint64 coinCount;
        for (uint256 i = 0; i < _accepted.length; ++i) {
            Checkpoints.Checkpoint memory kept = checkpoints.checkpointAt(i);
            if (keccak256(abi.encode(kept)) != keccak256(abi.encode(_accepted[i]))) return false;
            if (kept.height <= height || kept.coinCount < coinCount) return false;
            (height, coinCount) = (kept.height, kept.coinCount);
        }
        return checkpoints.checkpointCount() == _accepted.length && checkpoints.height() == height
            && checkpoints.epoch() == generation;
    }

    // ------------------------------------------------------------------------ bookkeeping

    /// @dev Applies the events since the last checkpoint, once and in order, then burns what
    /// leaves. The state and the outbox are what the next header commits to.
    function closeBooks() internal {
        for (; _applied < events.length; ++_applied) {
            Event storage event_ = events[_applied];
            if (event_.kind != InboxKind.GATEWAY_DEPOSITED) continue;
            Gateway.Withdrawal memory one = event_.back;
            if (one.kind == AssetKind.ERC721) owners[one.value] = event_.to;
            else balances[one.token][event_.to] += one.value;
        }
        for (uint256 i = 0; i < burnt.length; ++i) {
            Gateway.Withdrawal memory one = burnt[i];
            owed.push(owe(one.kind, one.token, one.to, one.value));
        }
        delete burnt;
        delete posted;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            _enter(balanceKey(address(0), person(i)), balances[address(0)][person(i)]);
            _enter(balanceKey(address(coins), person(i)), balances[address(coins)][person(i)]);
            _enter(stakeKey(person(i)), stakes[person(i)]);
        }
        for (uint256 id = 1; id <= idCount; ++id) {
            if (owners[id] == address(0)) continue;
            bytes memory key = ownerKey(address(things), id);
            posted.push(Entry(key, bytes.concat(bytes20(owners[id]))));
            _values[headers.length + 1][keccak256(key)] = uint160(owners[id]);
        }
    }

    function accepted(bytes memory content, Fields memory fields) internal {
        headers.push(content);
        _accepted.push(
            Checkpoints.Checkpoint({
                headerHash: keccak256(content),
                height: fields.height,
                coinsBefore: _accepted.length == 0 ? 0 : _accepted[_accepted.length - 1].coinCount,
                coinCount: uint32(fields.coinCount),
                inboxCount: fields.inboxCount,
                acceptedAt: uint64(block.timestamp)
            })
        );
    }

    /// @dev Reads what happened since the last time: the only source of `events`.
    function listen() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            bytes32[] memory topics = logs[i].topics;
            if (topics[0] != Checkpoints.InboxAppended.selector) continue;
            require(uint256(topics[1]) == events.length + 1, "an event out of order");
            Event storage event_ = events.push();
            event_.kind = uint8(uint256(topics[2]));
            event_.data = abi.decode(logs[i].data, (bytes));
            if (event_.kind != InboxKind.GATEWAY_DEPOSITED) continue;
            Gateway.Withdrawal storage back = event_.back;
            (back.kind, back.token, back.to, event_.to, back.value) =
                abi.decode(event_.data, (uint8, address, address, address, uint256));
        }
    }

    /// @dev Logs of a call that was undone are recorded like others.
    function forget() internal {
        vm.getRecordedLogs();
    }

    function person(uint256 who) internal view returns (address) {
        return who % PEOPLE == 2 ? address(moody) : address(uint160(0x1000 + who % PEOPLE));
    }

    function postedOwner(uint256 id) internal view returns (address) {
        return address(uint160(postedOf(ownerKey(address(things), id))));
    }

    function postedOf(bytes memory key) internal view returns (uint256) {
        return _values[headers.length][keccak256(key)];
    }

    function _enter(bytes memory key, uint256 amount) private {
        if (amount == 0) return;
        posted.push(Entry(key, abi.encode(amount)));
        _values[headers.length + 1][keccak256(key)] = amount;
    }

    function _add(Rights memory sum, Gateway.Withdrawal memory one) private view {
        if (one.kind == AssetKind.ERC721) {
            sum.heirs[one.value] = one.to;
            ++sum.claims[one.value];
            return;
        }
        uint256 i = one.to == person(0) ? 0 : one.to == person(1) ? 1 : 2;
        if (one.token == address(0)) sum.ether_[i] += one.value;
        else sum.units[i] += one.value;
    }
}
