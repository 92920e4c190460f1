// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainErc20, PlainErc721} from "../mocks/PlainTokens.sol";
import {Outbox} from "./Outbox.sol";

/// @notice A Gateway, and what the test has of each kind: ether, 1,000 units, and the tokens 1 to
/// 25, which the Gateway may take.
abstract contract OpenGateway is Outbox {
    address internal constant ANNA = address(0xa11a);
    address internal constant BORIS = address(0xb0b1);
    PlainErc20 internal units;
    PlainErc721 internal things;

    function setUp() public virtual {
        deployAll();
        units = new PlainErc20();
        units.mint(address(this), 1_000);
        units.approve(address(gateway), 1_000);
        things = new PlainErc721();
        for (uint256 id = 1; id <= 25; ++id) {
            things.mint(address(this), id);
        }
        things.setApprovalForAll(address(gateway), true);
    }

    /// @notice 100 ether, all units and token 7, for Anna.
    function fillGateway() internal {
        gateway.depositEth{value: 100 ether}(ANNA);
        gateway.depositErc20(address(units), 1_000, ANNA);
        uint256[] memory ids = new uint256[](1);
        ids[0] = 7;
        gateway.depositErc721(address(things), ids, ANNA);
    }
}
