// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gateway} from "../../src/Gateway.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {StateProof} from "../../src/libraries/StateProof.sol";
import {FeeOnTransfer} from "../mocks/OddErc20.sol";
import {PlainErc721} from "../mocks/PlainTokens.sol";
import {GatewayBooks, PEOPLE} from "./GatewayBooks.sol";
import {MoodyReceiver} from "./MoodyReceiver.sol";

/// @notice People who deposit, withdraw, claim and ask for things that are not theirs, above a
/// sidechain with honest books. One of them refuses ether now and then.
contract GatewayCrowd is GatewayBooks {
    /// @notice How often things happened, so that a run in which nothing does is seen.
    mapping(bytes32 what => uint256) public counts;

    constructor() {
        deployAll();
        coins = new FeeOnTransfer();
        things = new PlainErc721();
        moody = new MoodyReceiver();
        for (uint256 i = 0; i < PEOPLE; ++i) {
            vm.deal(person(i), 1_000_000 ether);
            coins.mint(person(i), 2 ** 100);
            vm.startPrank(person(i));
            coins.approve(address(gateway), type(uint256).max);
            things.setApprovalForAll(address(gateway), true);
            vm.stopPrank();
        }
        vm.recordLogs();
    }

    /// @notice The functions that may be called in any order, with any numbers.
    function moves() external pure returns (bytes4[] memory all) {
        all = new bytes4[](16);
        all[0] = this.depositEth.selector;
        all[1] = this.depositCoins.selector;
        all[2] = this.depositThings.selector;
        all[3] = this.depositToVault.selector;
        all[4] = this.changeMood.selector;
        all[5] = this.wait.selector;
        all[6] = this.claimAny.selector;
        all[7] = this.claimMany.selector;
        all[8] = this.escapeAny.selector;
        all[9] = this.escapeThing.selector;
        all[10] = this.refundAny.selector;
        all[11] = this.ask.selector;
        all[12] = this.withdraw.selector;
        all[13] = this.stake.selector;
        all[14] = this.postCheckpoint.selector;
        all[15] = this.postNonsense.selector;
    }

    // ------------------------------------------------------------------------ on Ethereum

    function depositEth(uint256 who, uint256 amount, uint256 to) external {
        bytes memory call = abi.encodeCall(Gateway.depositEth, (person(to)));
        _deposit(person(who), bound(amount, 1, 10 ether), call, "deposit of ether");
    }

    function depositCoins(uint256 who, uint256 amount, uint256 to) external {
        uint256 units = bound(amount, 100, 2 ** 80);
        bytes memory call =
            abi.encodeCall(Gateway.depositErc20, (address(coins), units, person(to)));
        _deposit(person(who), 0, call, "deposit of units");
    }

    /// @notice A new token, and one that was inside before if the depositor has one.
    function depositThings(uint256 who, uint256 which, uint256 to) external {
        uint256 old = idCount == 0 ? 0 : 1 + which % idCount;
        bool isAgain = old > 0 && things.ownerOf(old) == person(who);
        uint256[] memory ids = new uint256[](isAgain ? 2 : 1);
        ids[ids.length - 1] = ++idCount;
        things.mint(person(who), idCount);
        if (isAgain) ids[0] = old;
        bytes memory call =
            abi.encodeCall(Gateway.depositErc721, (address(things), ids, person(to)));
        bytes32 what = "deposit of a token";
        if (isAgain) what = "deposit of a token again";
        _deposit(person(who), 0, call, what);
    }

    /// @notice Events of the other contract stand between those of this one.
    function depositToVault(uint256 who, uint256 amount) external {
        vm.prank(person(who));
        vault.depositEth{value: bound(amount, 1, 1 ether)}();
        _done("deposit of a coin");
    }

    function changeMood(uint256 mood) external {
        moody.setMood(mood % 2 == 0);
    }

    /// @notice A while without checkpoints, sometimes so long that the chain is given up.
    function wait(uint256 days_) external {
        vm.warp(block.timestamp + days_ % 9 * 1 days);
        if (days_ % 8 == 0) vm.warp(block.timestamp + SILENCE);
        try checkpoints.declareDead() {} catch {}
        if (days_ % 16 == 0) vm.warp(block.timestamp + GRACE);
        try checkpoints.seal() {
            _done("sealed");
        } catch {}
    }

    function claimAny(uint256 which) external {
        if (owed.length > 0) _claim(owed[which % owed.length]);
    }

    function claimMany(uint256 first, uint256 count) external {
        if (owed.length == 0) return;
        Gateway.Claim[] memory all = new Gateway.Claim[](bound(count, 1, 5));
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = claimOf(owed[(first % owed.length + i) % owed.length]);
        }
        gateway.claimMany(all, headers[headers.length - 1], headers.length - 1);
        _done("claims");
    }

    function escapeAny(uint256 who, uint256 kind) external {
        _escape(person(who), kind % 2 == 0 ? address(0) : address(coins));
    }

    function escapeThing(uint256 id) external {
        if (idCount > 0) _escapeThing(bound(id, 1, idCount));
    }

    /// @notice One of the newest events, which the chain may not have applied.
    function refundAny(uint256 back) external {
        if (events.length > back % 8) _refund(uint64(events.length - back % 8));
    }

    /// @notice What nobody owes: withdrawals and amounts changed a little, or proven for another.
    function ask(uint256 kind, uint256 which, uint256 more) external {
        if (headers.length == 0) return;
        bytes memory last = headers[headers.length - 1];
        bool isPaid;
        if (kind % 2 == 0) {
            if (owed.length == 0) return;
            Gateway.Claim memory one = claimOf(owed[which % owed.length]);
            if (more % 4 == 0) ++one.withdrawal.value;
            else if (more % 4 == 1) one.withdrawal.to = person(more / 4);
            else if (more % 4 == 2) one.withdrawal.index += uint64(1) << uint64(32 + more % 32);
            else one.withdrawal.kind = uint8(more / 4 % 3);
            if (
                keccak256(abi.encode(one.withdrawal))
                    == keccak256(abi.encode(owed[which % owed.length]))
            ) return;
            (isPaid,) = address(gateway)
                .call(
                    abi.encodeCall(
                        Gateway.claim, (one.withdrawal, one.proof, last, headers.length - 1)
                    )
                );
        } else {
            Gateway.Proven[] memory proofs = _proofsOf(person(which), address(0));
            if (more % 2 == 0) proofs[0].value += 1 + more / 2 % 1 ether;
            else if (proofs[1].value > 0) proofs[0] = proofs[1];
            else return;
            (isPaid,) = address(gateway)
                .call(abi.encodeCall(Gateway.escape, (address(0), person(which), last, proofs)));
        }
        require(!isPaid, "what nobody owes was paid");
        _done("asked for more");
    }

    // ---------------------------------------------------------------------- on the sidechain

    function withdraw(uint256 who, uint256 kind, uint256 amount) external {
        address from = person(who);
        if (kind % 3 == AssetKind.ERC721) {
            uint256 id = idCount == 0 ? 0 : 1 + amount % idCount;
            if (owners[id] == address(0)) return;
            burnt.push(Gateway.Withdrawal(0, AssetKind.ERC721, address(things), owners[id], id));
            delete owners[id];
        } else {
            address asset = kind % 3 == AssetKind.ETH ? address(0) : address(coins);
            if (balances[asset][from] == 0) return;
            uint256 units = bound(amount, 1, balances[asset][from]);
            balances[asset][from] -= units;
            burnt.push(Gateway.Withdrawal(0, uint8(kind % 3), asset, from, units));
        }
        _done("withdrawal");
    }

    function stake(uint256 who, uint256 amount) external {
        address account = person(who);
        if (balances[address(0)][account] == 0) return;
        uint256 units = bound(amount, 1, balances[address(0)][account]);
        balances[address(0)][account] -= units;
        stakes[account] += units;
        _done("stake");
    }

    /// @notice A checkpoint, sometimes one that hands over to another committee.
    function postCheckpoint(uint256 kind) external {
        if (checkpoints.isSealed()) return;
        Fields memory fields = nextFields();
        closeBooks();
        fields.height += uint64(kind / 4 % 3);
        fields.outboxRoot = outboxRoot();
        fields.stateRoot = stateRootOf(posted, 0);
        fields.coinCount += uint64(kind / 16 % 3);
        bytes memory nextKeys = keysOf(generation + 1, MEMBERS);
        bool isBoundary = kind % 4 == 0;
        uint64 view_ = fields.view_;
        if (isBoundary) {
            fields.nextCommitteeHash = hashOf(nextKeys);
            view_ += uint64(kind / 64 % 2);
        }
        bytes memory content = encode(fields);
        checkpoints.submit(content, view_, keys, IDENTITIES, 15, _signed(content, view_, 15));
        accepted(content, fields);
        if (isBoundary) {
            keys = nextKeys;
            ++generation;
            _done("boundary");
        }
        _done("checkpoint");
    }

    /// @notice What must not become a checkpoint: old headers, invented or forgotten events, lost
    /// coin blocks, another epoch or view, too few signers, one who is named and did not sign.
    /// Books show if it did.
    function postNonsense(uint256 kind, uint256 which) external {
        if (headers.length == 0 || checkpoints.isSealed()) return;
        Fields memory fields = nextFields();
        uint64 view_ = fields.view_;
        (uint256 named, uint256 signers) = (15, 15);
        uint256 choice = kind % 10;
        if (choice == 0) fields.inboxHash = keccak256(abi.encode(which));
        else if (choice == 1) fields.inboxCount += 1;
        else if (choice == 2) (fields.inboxCount, fields.inboxHash) = (0, 0);
        else if (choice == 3) fields.coinCount = 0;
        else if (choice == 4) fields.epoch += 1;
        else if (choice == 5) view_ += 1;
        else if (choice == 6) named = signers = which % 2 == 0 ? 3 : 12;
        else if (choice == 7) fields.height -= 1;
        else if (choice == 9) signers = 7;
        bytes memory content = choice == 8 ? headers[which % headers.length] : encode(fields);
        // Where there is nothing to forget, the header would be a true one.
        if (choice == 2 && checkpoints.appliedInboxCount() == 0) return;
        if (choice == 3 && checkpoints.coinCount() == 0) return;
        bytes memory signature = _signed(content, view_, signers);
        try checkpoints.submit(content, view_, keys, IDENTITIES, named, signature) {} catch {}
        _done("nonsense");
    }

    // --------------------------------------------------------------------------------- the end

    /// @notice The chain dies, and everybody takes what is his.
    /// @return isJust Whether each got the ether and the tokens that were owed to him.
    function leave() external returns (bool isJust) {
        moody.setMood(false);
        if (!checkpoints.isSealed()) {
            vm.warp(block.timestamp + SILENCE);
            checkpoints.declareDead();
            vm.warp(block.timestamp + GRACE);
            checkpoints.seal();
        }
        Rights memory due = rights();
        for (uint256 i = 0; i < PEOPLE; ++i) {
            due.ether_[i] += person(i).balance;
        }
        for (uint256 id = 1; id <= idCount; ++id) {
            if (due.claims[id] == 0) due.heirs[id] = things.ownerOf(id);
        }
        _takeAll();
        isJust = true;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            isJust = isJust && person(i).balance == due.ether_[i];
        }
        for (uint256 id = 1; id <= idCount; ++id) {
            isJust = isJust && things.ownerOf(id) == due.heirs[id];
        }
    }

    /// @dev Exactly as long as the chain is not given up.
    function _deposit(address from, uint256 value, bytes memory call, bytes32 what) private {
        vm.prank(from);
        (bool isDone,) = address(gateway).call{value: value}(call);
        require(isDone == !checkpoints.isSealed(), "a deposit of a chain that lives");
        if (isDone) _done(what);
        else forget();
    }

    function _takeAll() private {
        for (uint256 i = 0; i < owed.length; ++i) {
            if (!gateway.isClaimed(uint64(i))) _claim(owed[i]);
        }
        for (uint256 i = 0; i < PEOPLE; ++i) {
            _escape(person(i), address(0));
            _escape(person(i), address(coins));
        }
        for (uint256 id = 1; id <= idCount; ++id) {
            if (postedOwner(id) != address(0)) _escapeThing(id);
        }
        for (uint256 i = 1; i <= events.length; ++i) {
            _refund(uint64(i));
        }
    }

    // ------------------------------------------------------------------------------- moves

    function _claim(Gateway.Withdrawal memory withdrawal) private {
        Gateway.Claim memory proven = claimOf(withdrawal);
        uint256 newest = headers.length - 1;
        _take(
            abi.encodeCall(
                Gateway.claim, (proven.withdrawal, proven.proof, headers[newest], newest)
            ),
            "claim"
        );
    }

    function _escape(address account, address asset) private {
        if (headers.length == 0) return;
        Gateway.Proven[] memory proofs = _proofsOf(account, asset);
        bytes memory last = headers[headers.length - 1];
        _take(abi.encodeCall(Gateway.escape, (asset, account, last, proofs)), "escape");
    }

    function _escapeThing(uint256 id) private {
        if (headers.length == 0) return;
        StateProof.Proof memory proof = proveState(posted, ownerKey(address(things), id));
        bytes memory last = headers[headers.length - 1];
        bool isPaid = _take(
            abi.encodeCall(
                Gateway.escapeErc721, (address(things), id, postedOwner(id), last, proof)
            ),
            "escape of a token"
        );
        if (isPaid) hasEscapedThing[id] = true;
    }

    function _refund(uint64 index) private {
        bytes memory call = abi.encodeCall(Gateway.refund, (index, events[index - 1].data));
        if (_take(call, "refund")) isRefunded[index] = true;
    }

    /// @dev Once if it is due, and never a second time.
    function _take(bytes memory call, bytes32 what) private returns (bool isPaid) {
        bytes memory reason;
        (isPaid, reason) = address(gateway).call(call);
        if (!isPaid) {
            ++counts[bytes32(bytes4(reason))];
            return false;
        }
        (bool isPaidAgain,) = address(gateway).call(call);
        require(!isPaidAgain, "paid twice");
        _done(what);
    }

    function _proofsOf(address account, address asset)
        private
        view
        returns (Gateway.Proven[] memory proofs)
    {
        proofs = new Gateway.Proven[](asset == address(0) ? 2 : 1);
        bytes memory key = balanceKey(asset, account);
        proofs[0] = Gateway.Proven(postedOf(key), proveState(posted, key));
        if (proofs.length == 1) return proofs;
        key = stakeKey(account);
        proofs[1] = Gateway.Proven(postedOf(key), proveState(posted, key));
    }

    /// @dev For the committee's own epoch, whatever the header says.
    function _signed(bytes memory content, uint64 view_, uint256 signers)
        private
        view
        returns (bytes memory)
    {
        bytes memory message = messageOf(uint64(generation), view_, content);
        return signatureOver(message, generation, MEMBERS, signers);
    }

    function _done(bytes32 what) private {
        ++counts[what];
        listen();
    }
}
