// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gateway} from "../../src/Gateway.sol";
import {CoinTransfer} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {ICheckpoints} from "../../src/interfaces/ICheckpoints.sol";
import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";
import {StateProof} from "../../src/libraries/StateProof.sol";
import {Harness} from "../harness/Harness.sol";
import {Sidechain} from "../support/Sidechain.sol";
import {Test} from "../support/Test.sol";

/// @notice The files that the sidechain's own tests write and read; see test/vectors.
contract SharedVectorsTest is Test {
    Harness private _harness;
    string private _file;

    function setUp() public {
        _harness = new Harness();
    }

    function test_header_everyField_isAtItsOffset() public {
        uint256 count = _open("header", "bytes");
        assertEq(count, 3, "cases");
        for (uint256 i = 0; i < count; ++i) {
            string memory at = _case(i);
            (bytes32 hash, Sidechain.Fields memory fields) =
                _harness.readHeader(_bytes(at, ".bytes"));
            assertEq(hash, _word(at, ".hash"), "hash");
            assertEq(fields.genesisHash, _word(at, ".genesisHash"), "genesisHash");
            assertEq(fields.epoch, _uint(at, ".epoch"), "epoch");
            assertEq(fields.view_, _uint(at, ".view"), "view");
            assertEq(fields.height, _uint(at, ".height"), "height");
            assertEq(fields.stateRoot, _word(at, ".stateRoot"), "stateRoot");
            assertEq(fields.outboxRoot, _word(at, ".outboxRoot"), "outboxRoot");
            assertEq(fields.coinRoot, _word(at, ".coinRoot"), "coinRoot");
            assertEq(fields.coinCount, _uint(at, ".coinCount"), "coinCount");
            assertEq(fields.inboxCount, _uint(at, ".inboxCount"), "inboxCount");
            assertEq(fields.inboxHash, _word(at, ".inboxHash"), "inboxHash");
            bytes32 next = _word(at, ".nextCommitteeHash");
            assertEq(fields.nextCommitteeHash, next, "nextCommitteeHash");
        }
    }

    function test_finalization_pointAndSignature_areTheChains() public {
        uint256 count = _open("finalization", "message");
        assertEq(count, 6, "cases");
        for (uint256 i = 0; i < count; ++i) {
            string memory at = _case(i);
            bytes memory message = _bytes(at, ".message");
            assertEq(_harness.hashToG2(message), _bytes(at, ".point"), "point");
            Harness.Submission memory one = Harness.Submission({
                header: _bytes(at, ".header"),
                view_: uint64(_uint(at, ".view")),
                keys: _bytes(at, ".keys"),
                identitiesHash: _word(at, ".identitiesHash"),
                signers: _uint(at, ".signers"),
                signature: _bytes(at, ".signature")
            });
            bytes32 committee = _harness.hashOfCommittee(one.keys, one.identitiesHash);
            assertEq(committee, _word(at, ".committeeHash"), "committee");
            bool isSigned = _harness.isSigned(one.keys, one.signers, message, one.signature);
            assertTrue(isSigned, "signature");
            bytes32 genesis = _word(at, ".genesisHash");
            uint64 epoch = uint64(_uint(at, ".epoch"));
            assertTrue(_harness.submit(genesis, epoch, committee, one), "submission");
        }
    }

    function test_inbox_everyKind_isInOneChain() public {
        uint256 count = _open("inbox", "data");
        assertEq(count, 13, "cases");
        uint8[] memory kinds = new uint8[](count);
        bytes[] memory data = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            string memory at = _case(i);
            kinds[i] = uint8(_uint(at, ".kind"));
            data[i] = _bytes(at, ".data");
            assertEq(keccak256(abi.encode(kinds[i], data[i])), _word(at, ".hash"), "event");
            assertEq(data[i], _dataOf(kinds[i], string.concat(at, ".fields")), "fields");
        }
        bytes32[] memory chain = _harness.inbox(kinds, data);
        for (uint256 i = 0; i < count; ++i) {
            assertEq(chain[i], _word(_case(i), ".inbox"), "inbox");
        }
    }

    function test_outbox_everyWithdrawal_isProven() public {
        uint256 count = _open("outbox", "root");
        assertEq(count, 4, "cases");
        uint256 proven;
        for (uint256 i = 0; i < count; ++i) {
            bytes32 root = _word(_case(i), ".root");
            for (uint256 j = 0; _has(_list(i, ".withdrawals", j)); ++j) {
                _requireWithdrawal(root, _list(i, ".withdrawals", j));
                ++proven;
            }
        }
        assertEq(proven, 8, "withdrawals");
        SparseMerkle.Proof memory none;
        assertEq(_harness.rootOf(0, 0, 32, none), _word(_case(0), ".root"), "empty outbox");
    }

    function _requireWithdrawal(bytes32 root, string memory at) private view {
        Gateway.Withdrawal memory withdrawal = Gateway.Withdrawal({
            index: uint64(_uint(at, ".index")),
            kind: uint8(_uint(at, ".kind")),
            token: _address(at, ".token"),
            to: _address(at, ".to"),
            value: _uint(at, ".value")
        });
        bytes32 leaf = keccak256(abi.encode(withdrawal));
        assertEq(leaf, _word(at, ".leaf"), "leaf");
        bytes32 given = _harness.rootOf(leaf, withdrawal.index, 32, _proof(at, ".proof"));
        assertEq(given, root, "root");
    }

    function test_coinTransfer_digestAndSigner_areTheWallets() public {
        Vault vault = new Vault(ICheckpoints(address(0)), 2, 0, 0);
        uint256 count = _open("coin-transfer", "digest");
        assertEq(count, 7, "cases");
        for (uint256 i = 0; i < count; ++i) {
            string memory at = _case(i);
            vm.chainId(_uint(at, ".ethereumChainId"));
            address place = _address(at, ".vault");
            vm.etch(place, address(vault).code);
            CoinTransfer memory transfer = CoinTransfer({
                slot: uint64(_uint(at, ".slot")),
                parent: uint64(_uint(at, ".parent")),
                from: _address(at, ".from"),
                to: _address(at, ".to"),
                lastCoinBlock: uint64(_uint(at, ".lastCoinBlock"))
            });
            bytes32 digest = Vault(place).digestOf(transfer);
            assertEq(digest, _word(at, ".digest"), "digest");
            address signer = _harness.recover(digest, _bytes(at, ".signature"));
            assertEq(signer, transfer.from, "signer");
        }
    }

    function test_coinBlock_everySlot_isProven() public {
        uint256 count = _open("coin-block", "leaf");
        assertEq(count, 9, "cases");
        for (uint256 i = 0; i < count; ++i) {
            string memory at = _case(i);
            uint64 slot = uint64(_uint(at, ".slot"));
            uint64 coinBlock = uint64(_uint(at, ".coinBlock"));
            bytes32 leafRoot =
                _harness.rootOf(_word(at, ".leaf"), slot, 64, _proof(at, ".slotProof"));
            assertEq(leafRoot, _word(at, ".leafRoot"), "slots");
            bytes32 root = _harness.rootOf(leafRoot, coinBlock - 1, 32, _proof(at, ".blockProof"));
            assertEq(root, _word(at, ".coinRoot"), "coin blocks");
        }
    }

    function test_state_everyKey_isPresentOrAbsent() public {
        uint256 count = _open("state", "root");
        assertEq(count, 3, "cases");
        uint256 proven;
        for (uint256 i = 0; i < count; ++i) {
            bytes32 root = _word(_case(i), ".root");
            for (uint256 j = 0; _has(_list(i, ".proofs", j)); ++j) {
                string memory at = _list(i, ".proofs", j);
                bytes memory value = _bytes(at, ".value");
                StateProof.Proof memory proof = StateProof.Proof({
                    siblings: vm.parseJsonBytes32Array(_file, string.concat(at, ".siblings")),
                    otherPath: _word(at, ".otherPath"),
                    otherValueHash: _word(at, ".otherValueHash")
                });
                bytes memory key = _bytes(at, ".key");
                if (value.length == 0) _harness.requireAbsent(root, key, proof);
                else _harness.requireValue(root, key, value, proof);
                ++proven;
            }
        }
        assertEq(proven, 19, "keys");
    }

    // ------------------------------------------------------------------------------------ files

    /// @return count Cases in the file, each of which has this field.
    function _open(string memory name, string memory field) private returns (uint256 count) {
        _file = vm.readFile(string.concat("./test/vectors/", name, ".json"));
        while (_has(string.concat(_case(count), ".", field))) {
            ++count;
        }
    }

    function _dataOf(uint8 kind, string memory at) private view returns (bytes memory data) {
        if (kind == 1) (, data) = _harness.boundaryAccepted(uint64(_uint(at, ".epoch")));
        else if (kind == 2) data = _tokenSeen(at);
        else if (kind == 3) data = _gatewayDeposited(at);
        else if (kind == 4) data = _vaultDeposited(at);
        else data = abi.encode(uint64(_uint(at, ".slot")), _uint(at, ".exitId"));
    }

    function _tokenSeen(string memory at) private view returns (bytes memory data) {
        (, data) = _harness.tokenSeen(
            _address(at, ".token"),
            uint8(_uint(at, ".kind")),
            uint8(_uint(at, ".decimals")),
            _bytes(at, ".name"),
            _bytes(at, ".symbol")
        );
    }

    function _gatewayDeposited(string memory at) private view returns (bytes memory data) {
        (, data) = _harness.gatewayDeposited(
            uint8(_uint(at, ".kind")),
            _address(at, ".token"),
            _address(at, ".from"),
            _address(at, ".to"),
            _uint(at, ".value")
        );
    }

    function _vaultDeposited(string memory at) private view returns (bytes memory data) {
        (, data) = _harness.vaultDeposited(
            uint64(_uint(at, ".slot")),
            uint8(_uint(at, ".kind")),
            _address(at, ".token"),
            _address(at, ".owner"),
            _uint(at, ".value"),
            uint64(_uint(at, ".birth"))
        );
    }

    function _proof(string memory at, string memory field)
        private
        view
        returns (SparseMerkle.Proof memory)
    {
        string memory path = string.concat(at, field);
        return SparseMerkle.Proof({
            bitmap: uint64(_uint(path, ".bitmap")),
            siblings: vm.parseJsonBytes32Array(_file, string.concat(path, ".siblings"))
        });
    }

    function _case(uint256 i) private pure returns (string memory) {
        return string.concat(".cases[", vm.toString(i), "]");
    }

    function _list(uint256 i, string memory field, uint256 j)
        private
        pure
        returns (string memory)
    {
        return string.concat(_case(i), field, "[", vm.toString(j), "]");
    }

    function _has(string memory path) private view returns (bool) {
        return vm.keyExistsJson(_file, path);
    }

    function _bytes(string memory at, string memory field) private view returns (bytes memory) {
        return vm.parseJsonBytes(_file, string.concat(at, field));
    }

    function _word(string memory at, string memory field) private view returns (bytes32) {
        return vm.parseJsonBytes32(_file, string.concat(at, field));
    }

    function _uint(string memory at, string memory field) private view returns (uint256) {
        return vm.parseJsonUint(_file, string.concat(at, field));
    }

    function _address(string memory at, string memory field) private view returns (address) {
        return vm.parseJsonAddress(_file, string.concat(at, field));
    }
}
