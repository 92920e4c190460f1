// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Keeps one percent of each transfer.
contract FeeOnTransfer is ERC20("Fee", "FEE") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (from == address(0)) return super._update(from, to, amount);
        super._update(from, to, amount - amount / 100);
        super._update(from, address(0xfee), amount / 100);
    }
}

/// @notice Takes everything that is sent as a fee.
contract AllIsFee is ERC20("All", "ALL") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, from == address(0) ? to : address(0xfee), amount);
    }
}

/// @notice Returns nothing from its transfers, as USDT.
contract NoReturnValue {
    string public constant name = "Nothing";
    string public constant symbol = "NIL";
    uint8 public constant decimals = 6;
    mapping(address account => uint256) public balanceOf;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address, uint256) external {}

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// @notice Says false instead of reverting, and moves nothing.
contract FalseReturning is ERC20("False", "NO") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function transfer(address, uint256) public pure override returns (bool) {
        return false;
    }

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// @notice Comes in as it should; when it is to go out, says false.
contract FalseGoingOut is ERC20("Stuck", "STK") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function transfer(address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// @notice Comes in as it should; when it is to go out, reverts with as many words as gas pays for.
contract WordyGoingOut is ERC20("Wordy", "WRD") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function transfer(address, uint256) public pure override returns (bool) {
        assembly {
            revert(0, 200000)
        }
    }
}

/// @notice Answers every question about itself with as many words as gas pays for.
contract WordyAnswers is ERC20("", "") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function supportsInterface(bytes4) external pure returns (bool) {
        _talk(0, 60_000);
    }

    function decimals() public pure override returns (uint8) {
        _talk(9, 100_000);
    }

    function name() public pure override returns (string memory) {
        _talk(32, 100_000);
    }

    function symbol() public pure override returns (string memory) {
        _talk(32, 100_000);
    }

    function _talk(uint256 first, uint256 length) private pure {
        assembly {
            mstore(0x00, first)
            mstore(0x20, 0)
            return(0x00, length)
        }
    }
}

/// @notice Says true and moves nothing.
contract TrueLying is ERC20("True", "YES") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return true;
    }
}

/// @notice Gives more on arrival than was sent.
contract Multiplying is ERC20("Many", "MANY") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount)
        public
        override
        returns (bool)
    {
        _mint(to, 2 ** 128);
        return super.transferFrom(from, to, amount);
    }
}

/// @notice Halves every balance when told to.
contract Rebasing is ERC20("Rebase", "RB") {
    uint256 private _divisor = 1;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function halve() external {
        _divisor *= 2;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return super.balanceOf(account) / _divisor;
    }
}

/// @notice Has a name and a symbol of a hundred kilobytes.
contract HugeName is ERC20("", "") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function name() public pure override returns (string memory) {
        return string(new bytes(10_000));
    }

    function symbol() public pure override returns (string memory) {
        return "a symbol of more than thirty-two bytes";
    }
}

/// @notice Answers questions about itself with all the gas it gets.
contract BurningName is ERC20("", "") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function name() public pure override returns (string memory) {
        assembly {
            invalid()
        }
    }
}

/// @notice Names itself in 32 bytes, as tokens before the standard was final.
contract OldName is ERC20("", "") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function name() public pure override returns (string memory) {
        assembly {
            mstore(0x00, "Old")
            return(0x00, 0x20)
        }
    }
}

/// @notice Names itself as no encoder would: what says where the words begin says elsewhere.
contract MisplacedName is ERC20("", "") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function name() public pure override returns (string memory) {
        assembly {
            mstore(0x00, 0x40)
            mstore(0x20, 3)
            mstore(0x40, "Bad")
            return(0x00, 0x60)
        }
    }
}

/// @notice Has as many decimals as a byte can say.
contract MostDecimals is ERC20("Deepest", "MOST") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function decimals() public pure override returns (uint8) {
        return 255;
    }
}

/// @notice Has more decimals than a byte can say.
contract HugeDecimals is ERC20("Deep", "DEEP") {
    function decimals() public pure override returns (uint8) {
        assembly {
            mstore(0x00, 256)
            return(0x00, 0x20)
        }
    }
}
